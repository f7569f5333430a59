package dev.filprofile.agent.instrument;

import org.jspecify.annotations.Nullable;

/**
 * The methods through which all memory goes that Java code takes outside the heap: direct buffers, {@code sun.misc.Unsafe} and
 * the arenas of the foreign memory API end here (JDK 17 to 25). None of them is an intrinsic, whose body would be passed over.
 *
 * <p>A block that moves is given back and taken anew. Told in that order: once it has moved, its old address may be another
 * thread's. If moving fails, which it does for want of memory, the block stays where it is and is lost to us.
 */
final class OffHeapMethods {

    /** Internal name of the class that is called. */
    static final String OWNER = "java/lang/FilProfileNative";

    static final String ALLOCATED = "allocated";
    static final String FREED = "freed";

    private static final String UNSAFE = "jdk/internal/misc/Unsafe";

    private OffHeapMethods() {}

    /**
     * What is told in a method.
     *
     * @param freedVariable the local variable with the address that is given back at its start, 0 for none
     * @param bytesVariable the one with the bytes of the block whose address it returns, 0 for none
     */
    record Told(int freedVariable, int bytesVariable) {}

    private static final Told ALLOCATE = new Told(0, 1);
    private static final Told REALLOCATE = new Told(1, 3);
    private static final Told FREE = new Told(1, 0);

    /** Whether a class has such methods, where there is somebody to tell. */
    static boolean areIn(String className, HookTarget target) {
        return className.equals(UNSAFE) && WatchedErrors.areWatched(target);
    }

    /** What is told in a method of such a class, null for nothing. */
    static @Nullable Told told(String name, String descriptor) {
        if (name.equals("allocateMemory") && descriptor.equals("(J)J")) {
            return ALLOCATE;
        }
        if (name.equals("reallocateMemory") && descriptor.equals("(JJ)J")) {
            return REALLOCATE;
        }
        return name.equals("freeMemory") && descriptor.equals("(J)V") ? FREE : null;
    }
}
