package dev.filprofile.agent.path;

import org.jspecify.annotations.Nullable;

/**
 * A hash of classes by name and loader. Not by identity: the JVM draws an object's identity hash code, when it is first asked for, from a
 * sequence of the asking thread. A class asked for on a thread of the program would shift the codes of all objects that the
 * program asks for later, and with them the order of its hash tables, by chance and so differently in each run.
 *
 * <p>Going through a name for each frame of each stack took a third of the work at deep stacks, so the hashes of some names are kept.
 * Their keys are the strings that the classes themselves keep; never the classes, so that these can go.
 *
 * <p>One thread at a time.
 */
final class ClassHash {

    private static final long FNV_PRIME = 0x100000001B3L;

    /** A power of two. */
    private static final int KEPT = 1024;

    private final @Nullable String[] names = new String[KEPT];
    private final long[] hashes = new long[KEPT];
    private final Origins origins;

    ClassHash(Origins origins) {
        this.origins = origins;
    }

    long of(Class<?> type) {
        String name = type.getName();
        int slot = name.hashCode() & KEPT - 1;
        if (!isSame(names[slot], name)) {
            names[slot] = name;
            hashes[slot] = hash(name);
        }
        return hashes[slot] ^ System.identityHashCode(origins.loader(type)); // 0 for the boot loader
    }

    /** Each class has one string for its name; another, equal one only costs the hash again. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(@Nullable String kept, String name) {
        return kept == name;
    }

    /** FNV-1a of 64 bits, which keeps {@code Aa} and {@code BB} apart. */
    private static long hash(String name) {
        long hash = 0;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }
}
