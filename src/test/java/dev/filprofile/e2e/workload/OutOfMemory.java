package dev.filprofile.e2e.workload;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds 8 MB and asks for more memory than there is: the first argument says for what, the second what becomes of the
 * error.
 */
public final class OutOfMemory {

    private static final int TIMES = 5;

    static byte[] held = new byte[0];

    /** What fills the memory. */
    private static final List<Object> KEPT = new ArrayList<>();

    /** An end that is there already when nothing can be made any more. */
    private static final Object[] END = new Object[0];

    private static Object[] chain = END;

    private OutOfMemory() {}

    public static void main(String[] args) throws InterruptedException {
        held = new byte[8 * 1024 * 1024];
        Churn.megabytes(16);
        System.out.println("about to run out of memory");
        switch (args[1]) {
            case "uncaught" -> ask(args[0]);
            case "caught" -> survive(args[0]);
            case "repeated" -> surviveOften(args[0]);
            case "uncaughtInThread" -> loseThread(args[0]);
            default -> throw new IllegalArgumentException(args[1]);
        }
    }

    private static void ask(String what) {
        switch (what) {
            case "pieces" -> pieces();
            case "nodes" -> nodes();
            case "direct" -> direct();
            case "large" -> large();
            case "endless" -> endless();
            default -> throw new IllegalArgumentException(what);
        }
    }

    /** Some room is left: less than a piece. */
    private static void pieces() {
        while (true) {
            KEPT.add(new byte[256 * 1024]);
        }
    }

    /** Nothing is left, not even for the error's stack trace. */
    private static void nodes() {
        while (true) {
            chain = new Object[] {chain};
        }
    }

    private static void large() {
        KEPT.add(new byte[1_000_000_000]);
    }

    private static void endless() {
        KEPT.add(new byte[Integer.MAX_VALUE]);
    }

    private static void direct() {
        while (true) {
            KEPT.add(ByteBuffer.allocateDirect(1024 * 1024));
        }
    }

    private static void survive(String what) {
        try {
            ask(what);
        } catch (OutOfMemoryError e) {
            KEPT.clear();
            chain = END;
        }
        Churn.megabytes(32);
        System.out.println("survived an OutOfMemoryError");
    }

    private static void surviveOften(String what) {
        for (int i = 0; i < TIMES; i++) {
            survive(what);
        }
    }

    /** Not a lambda, whose name in a stack trace is another one each time. */
    private record Greedy(String what) implements Runnable {

        @Override
        public void run() {
            ask(what);
        }
    }

    private static void loseThread(String what) throws InterruptedException {
        Thread thread = new Thread(new Greedy(what), "greedy");
        thread.start();
        thread.join();
        KEPT.clear();
        chain = END;
        Churn.megabytes(32);
        System.out.println("main goes on");
    }
}
