package dev.filprofile.agent.instrument;

import org.jspecify.annotations.Nullable;

/**
 * Where OutOfMemoryErrors are met: in the handlers of the program's own code that name them or a supertype, and in the few
 * JDK methods through which an error goes that the program does not catch. Not in {@code finally} blocks: what they see is
 * thrown on.
 */
final class WatchedErrors {

    /** Internal name of the class that is called. */
    static final String OWNER = "java/lang/FilProfileErrors";

    static final String READY = "ready";
    static final String CAUGHT = "caught";
    static final String UNCAUGHT = "uncaught";

    private static final String[] CAUGHT_TYPES = {
        "java/lang/Throwable", "java/lang/Error", "java/lang/OutOfMemoryError", "java/lang/VirtualMachineError"
    };

    private static final String[] NOT_THE_PROGRAMS = {"java/", "javax/", "jdk/", "sun/", "com/sun/"};

    private static final Arrival[] ARRIVALS = {
        // the VM calls it for each thread that ends with an exception, before any handler of the program
        new Arrival("java/lang/Thread", "dispatchUncaughtException", "(Ljava/lang/Throwable;)V", 1, UNCAUGHT),
        // what a task threw that was submitted to an executor
        new Arrival("java/util/concurrent/FutureTask", "setException", "(Ljava/lang/Throwable;)V", 1, CAUGHT),
        new Arrival(
                "java/util/concurrent/CompletableFuture",
                "encodeThrowable",
                "(Ljava/lang/Throwable;)Ljava/util/concurrent/CompletableFuture$AltResult;",
                0,
                CAUGHT),
        new Arrival(
                "java/util/concurrent/CompletableFuture",
                "encodeThrowable",
                "(Ljava/lang/Throwable;Ljava/lang/Object;)Ljava/lang/Object;",
                0,
                CAUGHT)
    };

    private WatchedErrors() {}

    /**
     * A method that is handed an error.
     *
     * @param local the local variable with it
     * @param call what is called with it
     */
    record Arrival(String className, String method, String descriptor, int local, String call) {}

    /** Whether errors are watched at all: only where the class that is called stands beside the hook. */
    static boolean areWatched(HookTarget target) {
        return target.owner().equals("java/lang/FilProfileHook")
                || target.owner().equals("java/lang/FilProfilePortableHook");
    }

    /** Whether handlers in this class count. */
    static boolean isProgram(String className) {
        for (String prefix : NOT_THE_PROGRAMS) {
            if (className.startsWith(prefix)) {
                return false;
            }
        }
        return true;
    }

    static boolean isWatched(@Nullable String caughtType) {
        for (String type : CAUGHT_TYPES) {
            if (type.equals(caughtType)) {
                return true;
            }
        }
        return false;
    }

    static boolean hasArrival(String className) {
        for (Arrival arrival : ARRIVALS) {
            if (arrival.className.equals(className)) {
                return true;
            }
        }
        return false;
    }

    static @Nullable Arrival arrival(String className, String method, String descriptor) {
        for (Arrival arrival : ARRIVALS) {
            if (arrival.className.equals(className)
                    && arrival.method.equals(method)
                    && arrival.descriptor.equals(descriptor)) {
                return arrival;
            }
        }
        return null;
    }
}
