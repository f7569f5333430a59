package dev.filprofile.flamegraph;

import dev.filprofile.profile.Allocation;
import dev.filprofile.profile.Profile;

/**
 * A profile's estimates as whole bytes and objects, for formats that have no fractions.
 *
 * <p>Each amount is the step that the rounded running sum takes, so that errors never pile up: whatever a format groups
 * by, its amounts add up to exactly the rounded {@link Profile#attributedBytes()}, and all formats agree. An amount is
 * off by less than one; exact amounts stay as they are.
 */
public final class WholeAmounts {

    private final long[] bytes;
    private final long[] objects;

    private WholeAmounts(int size) {
        bytes = new long[size];
        objects = new long[size];
    }

    /** The amounts of all of a profile's allocations. */
    public static WholeAmounts of(Profile profile) {
        WholeAmounts whole = new WholeAmounts(profile.allocations().size());
        double byteSum = 0;
        double objectSum = 0;
        for (int i = 0; i < whole.bytes.length; i++) {
            Allocation allocation = profile.allocations().get(i);
            whole.bytes[i] = Math.round(byteSum + allocation.bytes()) - Math.round(byteSum);
            whole.objects[i] = Math.round(objectSum + allocation.objects()) - Math.round(objectSum);
            byteSum += allocation.bytes();
            objectSum += allocation.objects();
        }
        return whole;
    }

    /** Live bytes of an allocation, by its index in {@link Profile#allocations()}. */
    public long bytes(int allocation) {
        return bytes[allocation];
    }

    /** Live objects of an allocation, likewise. */
    public long objects(int allocation) {
        return objects[allocation];
    }
}
