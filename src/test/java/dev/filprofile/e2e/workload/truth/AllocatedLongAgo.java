package dev.filprofile.e2e.workload.truth;

import org.jspecify.annotations.Nullable;

/** Most of the peak was allocated at the very start, by small objects; the rest comes after much garbage. */
public final class AllocatedLongAgo {

    static Node old = new Node(null, 0);
    static byte[] late = {};

    private AllocatedLongAgo() {}

    public static void main(String[] args) {
        for (long i = 1; i < 400_000; i++) {
            old = new Node(old, i); // holds 399_999 x object(ref long)
        }
        Garbage.megabytes(200);
        late = new byte[9_000_000]; // holds 1 x byte[9_000_000]
        Garbage.megabytes(100);
        System.out.println(old.number + late.length);
    }

    private static final class Node {

        final @Nullable Node next;
        final long number;

        Node(@Nullable Node next, long number) {
            this.next = next;
            this.number = number;
        }
    }
}
