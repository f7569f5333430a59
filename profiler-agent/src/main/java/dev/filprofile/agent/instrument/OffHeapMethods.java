package dev.filprofile.agent.instrument;

/**
 * The methods through which all memory goes that Java code takes outside the heap: direct buffers, {@code sun.misc.Unsafe} and
 * the arenas of the foreign memory API end here (JDK 17 to 25). None of them is an intrinsic, whose body would be passed over.
 * What they call to do it are native methods, and the calls of these are where blocks are told of: no argument was refused then.
 *
 * <p>A block is told of before it is given back or moved: right after, its old address may be another thread's.
 */
final class OffHeapMethods {

    /** Internal name of the class that is called. */
    static final String OWNER = "java/lang/FilProfileNative";

    static final String UNSAFE = "jdk/internal/misc/Unsafe";

    private OffHeapMethods() {}

    /** Whether a class has such methods, where there is somebody to tell. */
    static boolean areIn(String className, HookTarget target) {
        return className.equals(UNSAFE) && WatchedErrors.areWatched(target);
    }

    /** Whether a method of such a class is one of them. */
    static boolean isOne(String name, String descriptor) {
        return name.equals("allocateMemory") && descriptor.equals("(J)J")
                || name.equals("reallocateMemory") && descriptor.equals("(JJ)J")
                || name.equals("freeMemory") && descriptor.equals("(J)V");
    }
}
