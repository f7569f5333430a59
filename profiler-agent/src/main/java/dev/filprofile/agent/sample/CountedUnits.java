package dev.filprofile.agent.sample;

import org.jspecify.annotations.Nullable;

/**
 * What the allocation hook subtracts from a thread's countdown for each kind of object, in units of {@value
 * #BYTES_PER_UNIT} bytes. The probability with which an object is recorded follows from it, so this table and the
 * hook's must be the same.
 *
 * <p>Counted units need not be the object's exact size: whatever they are, the probability is known, and the exact
 * size is taken for recorded objects only. All plain objects count the same, since their common hook does not know the
 * class.
 *
 * <p>Allocates nothing, stateless, any thread. An array of the greatest length that HotSpot allows (two below
 * {@link Integer#MAX_VALUE}) still counts without overflow of an int.
 */
public final class CountedUnits {
    /** Bytes in one counted unit. */
    public static final int BYTES_PER_UNIT = 8;

    /** A plain object of whatever size. */
    public static final int PLAIN_OBJECT = 3;

    /** An array's header and length, and what rounding its elements down to units leaves out. */
    private static final int ARRAY_HEADER = 2;

    /** Most that a nest counts, so that two of them cannot make a countdown overflow. */
    private static final int MAX_NEST = Integer.MAX_VALUE / 2;

    private CountedUnits() {}

    /** Units of one object: an array without what its elements refer to, or a plain object. */
    public static int of(Object object) {
        if (object instanceof Object[] array) {
            return array(array.length, 1);
        } else if (object instanceof byte[] array) {
            return array(array.length, 3);
        } else if (object instanceof int[] array) {
            return array(array.length, 1);
        } else if (object instanceof char[] array) {
            return array(array.length, 2);
        } else if (object instanceof long[] array) {
            return array(array.length, 0);
        } else if (object instanceof double[] array) {
            return array(array.length, 0);
        } else if (object instanceof float[] array) {
            return array(array.length, 1);
        } else if (object instanceof short[] array) {
            return array(array.length, 2);
        } else if (object instanceof boolean[] array) {
            return array(array.length, 3);
        }
        return PLAIN_OBJECT;
    }

    /**
     * Units of an object with all arrays nested in it: of a multi-dimensional array as one instruction has just made
     * it, the outer array and all inner ones that exist; of anything else as {@link #of}. Only for fresh arrays:
     * later, elements may be shared, replaced or changing. At most half of {@link Integer#MAX_VALUE}.
     */
    public static int ofNest(Object object) {
        long units = of(object);
        if (object instanceof Object[] outer
                && outer.getClass().getComponentType().isArray()) {
            for (@Nullable Object inner : outer) {
                units += inner == null ? 0 : ofNest(inner);
            }
        }
        return (int) Math.min(units, MAX_NEST);
    }

    /** @param shift binary logarithm of the number of elements in a unit */
    private static int array(int length, int shift) {
        int elements = length >>> shift;
        return elements > Integer.MAX_VALUE - ARRAY_HEADER ? Integer.MAX_VALUE : ARRAY_HEADER + elements;
    }
}
