package dev.filprofile.e2e.workload;

import java.net.URL;
import java.net.URLClassLoader;
import java.security.Permission;
import java.util.ArrayList;
import java.util.List;

/**
 * Sets a security manager, goes on on several threads and in two class loaders, and prints what that was asked about the profiler.
 * With the argument {@code denies} it denies whatever the policy does, which grants the program nothing to speak of; else it
 * allows everything.
 */
@SuppressWarnings("removal")
public final class SetsSecurityManager {

    private static final int ROUNDS = 300;
    private static final int LIVE_BYTES = 20_000;

    /** Longer than the profiler waits with its housekeeping. */
    private static final long LEAST_MILLIS = 1500;

    private SetsSecurityManager() {}

    public static void main(String[] arguments) throws Exception {
        URL here =
                SetsSecurityManager.class.getProtectionDomain().getCodeSource().getLocation();
        ClassLoader elsewhere = new URLClassLoader(new URL[] {here}, null);
        Runnable guest = (Runnable) Class.forName(Guest.class.getName(), true, elsewhere)
                .getDeclaredConstructor()
                .newInstance();
        Watch watch = new Watch(arguments[0].equals("denies"));
        System.setSecurityManager(watch);
        long start = System.nanoTime();
        List<Object> held = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            held.add(new byte[LIVE_BYTES]);
            guest.run();
            if (round % 30 == 0) {
                runBeside(new LoadedLate());
            }
        }
        while (System.nanoTime() - start < LEAST_MILLIS * 1_000_000) {
            runBeside(new LoadedLate());
        }
        System.out.println(held.size());
        for (String each : watch.asked()) {
            System.out.println(each);
        }
    }

    private static void runBeside(Runnable work) throws InterruptedException {
        Thread thread = new Thread(work);
        thread.start();
        thread.join();
    }

    /** What class loaders do where there is a manager, the first that is loaded then has them do for the first time. */
    private static final class LoadedLate implements Runnable {

        @Override
        public void run() {
            List<Object> temporary = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                temporary.add(new byte[100]);
            }
        }
    }

    /** In a class loader of its own, which others may not ask for. */
    public static final class Guest implements Runnable {

        private final List<Object> mine = new ArrayList<>();

        public Guest() {}

        private Guest(List<Object> others) {
            others.add(new Guest());
        }

        @Override
        public void run() {
            mine.add(new byte[LIVE_BYTES]);
            mine.add(new Guest(mine));
        }
    }

    private static final class Watch extends SecurityManager {

        private final boolean denies;
        private final List<String> asked = new ArrayList<>();
        /** What answering itself asks for is not noted; other threads wait meanwhile. */
        private boolean answering;

        Watch(boolean denies) {
            this.denies = denies;
        }

        @Override
        public void checkPermission(Permission permission) {
            ask(permission.toString());
            if (denies) {
                super.checkPermission(permission);
            }
        }

        @Override
        public void checkPackageAccess(String name) {
            ask("access to ".concat(name));
        }

        private synchronized void ask(String question) {
            if (answering) {
                return;
            }
            answering = true;
            try {
                String profiler = profiler();
                if (!profiler.isEmpty()) {
                    asked.add(question.concat(" by ").concat(profiler));
                }
            } finally {
                answering = false;
            }
        }

        /** Who of it is asking: a frame, or its thread; empty if it is the program. */
        private static String profiler() {
            for (StackTraceElement frame : new Throwable().getStackTrace()) {
                if (frame.getClassName().startsWith("dev.filprofile.agent.")
                        || frame.getClassName().startsWith("java.lang.FilProfile")) {
                    return frame.toString();
                }
            }
            String thread = Thread.currentThread().getName();
            return thread.startsWith("fil-profile") ? thread : "";
        }

        synchronized String[] asked() {
            return asked.toArray(new String[0]);
        }
    }
}
