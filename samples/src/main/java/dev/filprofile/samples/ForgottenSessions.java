package dev.filprofile.samples;

import java.util.HashMap;
import java.util.Map;

/**
 * Sample 6: a leak.
 *
 * <p>A server remembers each session in a static map and forgets to remove those that are over. What to expect in the
 * report: the live heap climbs through the whole timeline and the peak, about 42 MB, is at the end. Nearly all of it is at
 * the line with {@code new byte}; the call path leads there from the line with {@code computeIfAbsent}.
 */
public final class ForgottenSessions {

    private static final int REQUESTS = 400_000;
    private static final int REQUESTS_PER_SESSION = 40;

    private static final Map<Integer, Session> SESSIONS = new HashMap<>();

    private ForgottenSessions() {}

    public static void main(String[] args) {
        for (int request = 0; request < REQUESTS; request++) {
            Session session = session(request / REQUESTS_PER_SESSION);
            session.requests++;
            // what is missing: SESSIONS.remove(…) after a session's last request
        }
        System.out.println(SESSIONS.size() + " sessions are still known");
    }

    private static Session session(int number) {
        return SESSIONS.computeIfAbsent(number, key -> new Session(4096));
    }

    private static final class Session {
        private final byte[] basket;
        private int requests;

        Session(int basketBytes) {
            basket = new byte[basketBytes];
        }

        @Override
        public String toString() {
            return requests + " requests, " + basket.length + " bytes";
        }
    }
}
