package java.lang;

/**
 * What an allocation counts, in units of 8 bytes: the same for both hooks. Not the exact size, which depends on the JVM's
 * layout: what matters is that the sampler knows it.
 */
final class FilProfileUnits {

    /** A plain object, whatever its size. */
    static final int OBJECT = 3;

    private FilProfileUnits() {}

    /** Units of an array without what its elements refer to, or of a plain object. */
    static int of(Object array) {
        if (array instanceof Object[]) {
            return 2 + (((Object[]) array).length >>> 1);
        }
        if (array instanceof byte[]) {
            return 2 + (((byte[]) array).length >>> 3);
        }
        if (array instanceof char[]) {
            return 2 + (((char[]) array).length >>> 2);
        }
        if (array instanceof int[]) {
            return 2 + (((int[]) array).length >>> 1);
        }
        if (array instanceof long[]) {
            return 2 + ((long[]) array).length;
        }
        if (array instanceof double[]) {
            return 2 + ((double[]) array).length;
        }
        if (array instanceof boolean[]) {
            return 2 + (((boolean[]) array).length >>> 3);
        }
        if (array instanceof float[]) {
            return 2 + (((float[]) array).length >>> 1);
        }
        if (array instanceof short[]) {
            return 2 + (((short[]) array).length >>> 2);
        }
        return OBJECT;
    }

    /** Units of an object with all arrays nested in it; only for nests that were just made. */
    static int ofNest(Object o) {
        long units = of(o);
        if (o instanceof Object[] && o.getClass().getComponentType().isArray()) {
            Object[] outer = (Object[]) o;
            for (int i = 0; i < outer.length; i++) {
                if (outer[i] != null) {
                    units += ofNest(outer[i]);
                }
            }
        }
        return (int) Math.min(units, Integer.MAX_VALUE / 2);
    }

    /** Units of all the arrays that hold a throwable's stack. Each chunk is an array of arrays, the next chunk among them. */
    static int ofBacktrace(Object first) {
        long units = 0;
        Object chunk = first;
        while (chunk instanceof Object[]) {
            units += of(chunk);
            Object next = null;
            for (Object part : (Object[]) chunk) {
                if (isChunk(part)) {
                    next = part;
                } else if (part != null && part.getClass().isArray()) {
                    units += of(part);
                }
            }
            chunk = next;
        }
        return (int) Math.min(units, Integer.MAX_VALUE / 2);
    }

    /** The other arrays of references that a chunk has hold classes. */
    private static boolean isChunk(Object part) {
        return part instanceof Object[] && ((Object[]) part).length > 0 && ((Object[]) part)[0] instanceof short[];
    }
}
