package dev.filprofile.agent.path;

/**
 * A hash of classes by name and loader. Not by identity: the JVM draws an object's identity hash code, when it is first asked for, from a
 * sequence of the asking thread. A class asked for on a thread of the program would shift the codes of all objects that the
 * program asks for later, and with them the order of its hash tables, by chance and so differently in each run.
 */
final class ClassHash {

    private static final long FNV_PRIME = 0x100000001B3L;

    private ClassHash() {}

    /** By FNV-1a, which keeps {@code Aa} and {@code BB} apart. */
    static long of(Class<?> type) {
        long hash = loader(type);
        String name = type.getName();
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }

    private static long loader(Class<?> type) {
        try {
            return System.identityHashCode(type.getClassLoader()); // 0 for the boot loader
        } catch (SecurityException forbidden) {
            return 0; // by the program's security manager
        }
    }
}
