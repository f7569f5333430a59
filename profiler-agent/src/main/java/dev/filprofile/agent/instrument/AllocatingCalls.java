package dev.filprofile.agent.instrument;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/**
 * The calls that are counted where they are made, and the methods whose bodies are therefore not counted.
 *
 * <p>Most allocations are counted where the instruction stands. That fails in two cases. A native method has no instruction.
 * And C2 replaces the whole body of some methods by code of its own (HotSpot's {@code vmIntrinsics.hpp}): a hook in such a body
 * works until the code gets hot, then it falls silent. For both, the caller counts what the call returned. Each allocation
 * is counted at exactly one layer, so whatever is counted by callers has its body in {@link #isCountedByCallers}:
 *
 * <ul>
 *   <li>{@code Arrays.copyOf/copyOfRange(…, Class)} (intrinsic). Its body, where it still runs, calls {@code
 *       Array.newInstance}, which counts: that call alone goes to the hook's {@code uncounted} instead.
 *   <li>{@code reflect.Array.newArray/multiNewArray}: native, called by {@code Array.newInstance} only. Method handles and
 *       reflection come through there too, without any call site that we could see.
 *   <li>{@code StringUTF16.toBytes(char[], int, int)} (intrinsic, allocates through {@code newBytesFor} when it is not one;
 *       so the callers of that one count too).
 *   <li>{@code BigInteger.multiplyToLen} (the intrinsic below it makes the result if it gets none; who passes {@code null}
 *       gets a new array for certain, others reuse one and are not counted).
 *   <li>{@code Unsafe.allocateUninitializedArray0} (intrinsic; string concatenation).
 *   <li>{@code Throwable.fillInStackTrace(int)}: native, notes the stack in arrays that hang on the throwable.
 *   <li>{@code UnixNativeDispatcher.readdir}: native, or calls a native one, depending on the JDK. One array for each file listed.
 *   <li>{@code sun.misc.Unsafe.allocateInstance}: no constructor follows, so {@code Object.<init>} never sees the object. The
 *       JDK's own users of the internal twin run a constructor afterwards.
 * </ul>
 *
 * <p>One intrinsic is beyond that: C2 makes one string at once out of {@code new StringBuilder().append(…).toString()}, which is
 * what {@code +} was compiled to before Java 9, and nobody returns the array in it. It gives up where something has to happen
 * between the calls, see {@link #isFused}.
 */
final class AllocatingCalls {

    /** Stands for "count with {@code other(Object)}": the shape of the result is not known. */
    static final String UNKNOWN_SHAPE = "Ljava/lang/Object;";

    /** Stands for what the VM noted of the stack in the throwable whose method this is. */
    static final String BACKTRACE = "Ljava/lang/Throwable;";

    private static final String OBJECT_ARRAY = "[Ljava/lang/Object;";
    private static final String REFLECT_ARRAY = "java/lang/reflect/Array";
    private static final String THROWABLE = "java/lang/Throwable";
    private static final String UNIX_NATIVE_DISPATCHER = "sun/nio/fs/UnixNativeDispatcher";
    private static final String STRING_UTF16 = "java/lang/StringUTF16";
    private static final String BIG_INTEGER = "java/math/BigInteger";
    private static final String INTERNAL_UNSAFE = "jdk/internal/misc/Unsafe";
    private static final String PUBLIC_UNSAFE = "sun/misc/Unsafe";
    private static final String TO_BYTES_DESCRIPTOR = "([CII)[B";

    /** Every method name known here: lets the scanner dismiss nearly all calls by their name. */
    static final String[] NAMES = {
        "clone",
        "copyOf",
        "copyOfRange",
        "newArray",
        "multiNewArray",
        "newBytesFor",
        "toBytes",
        "multiplyToLen",
        "allocateUninitializedArray0",
        "allocateInstance",
        "fillInStackTrace",
        "readdir",
        "toString"
    };

    private AllocatingCalls() {}

    /**
     * Descriptor of the array type (the component of an array of references is not told apart) that this call has just
     * allocated, {@link #UNKNOWN_SHAPE} if its type cannot be told, or null if this call is not counted at its call site.
     */
    static @Nullable String allocatedBy(
            String inClass, int opcode, String owner, String name, String descriptor, boolean lastArgumentIsNull) {
        switch (name) {
            case "clone":
                return allocatedByClone(opcode, owner, descriptor);
            case "copyOf":
            case "copyOfRange":
                return isTypedCopy(owner, descriptor) ? OBJECT_ARRAY : null;
            case "newArray":
            case "multiNewArray":
                return owner.equals(REFLECT_ARRAY) ? UNKNOWN_SHAPE : null;
            case "newBytesFor":
                return owner.equals(STRING_UTF16) ? "[B" : null;
            case "toBytes":
                return owner.equals(STRING_UTF16) && descriptor.equals(TO_BYTES_DESCRIPTOR) ? "[B" : null;
            case "multiplyToLen":
                return owner.equals(BIG_INTEGER) && lastArgumentIsNull ? "[I" : null;
            case "allocateUninitializedArray0":
                return owner.equals(INTERNAL_UNSAFE) ? UNKNOWN_SHAPE : null;
            case "allocateInstance":
                return owner.equals(INTERNAL_UNSAFE) && inClass.equals(PUBLIC_UNSAFE) ? UNKNOWN_SHAPE : null;
            case "fillInStackTrace":
                return owner.equals(THROWABLE)
                                && inClass.equals(THROWABLE)
                                && descriptor.equals("(I)Ljava/lang/Throwable;")
                        ? BACKTRACE
                        : null;
            case "readdir":
                return owner.equals(UNIX_NATIVE_DISPATCHER) ? UNKNOWN_SHAPE : null; // may return null
            default:
                return null;
        }
    }

    /** Whether C2 may make one piece of this call and those before it, with allocations that no method returns. */
    static boolean isFused(String owner, String name, String descriptor) {
        return name.equals("toString")
                && (owner.equals("java/lang/StringBuilder") || owner.equals("java/lang/StringBuffer"))
                && descriptor.equals("()Ljava/lang/String;");
    }

    /** Whether nothing in this method is counted because its callers do. */
    static boolean isCountedByCallers(String owner, String name, String descriptor) {
        switch (owner) {
            case "java/util/Arrays":
                return (name.equals("copyOf") || name.equals("copyOfRange")) && isTypedCopy(owner, descriptor);
            case STRING_UTF16:
                return name.equals("newBytesFor") || (name.equals("toBytes") && descriptor.equals(TO_BYTES_DESCRIPTOR));
            case BIG_INTEGER:
                return name.equals("multiplyToLen") || name.equals("implMultiplyToLen");
            case UNIX_NATIVE_DISPATCHER:
                return name.equals("readdir");
            case INTERNAL_UNSAFE:
                return name.equals("allocateUninitializedArray0");
            default:
                return false;
        }
    }

    /** Whether {@link #isCountedElsewhere} may find a call in this method. */
    static boolean countsInCalls(String owner, String name, String descriptor) {
        return isTypedCopy(owner, descriptor) && (name.equals("copyOf") || name.equals("copyOfRange"));
    }

    /** Whether this call, in a method for which {@link #countsInCalls}, counts what the method's callers count as well. */
    static boolean isCountedElsewhere(String owner, String name, String descriptor) {
        return owner.equals(REFLECT_ARRAY)
                && name.equals("newInstance")
                && descriptor.equals(HookTarget.UNCOUNTED_DESCRIPTOR);
    }

    /**
     * Whether a new array is counted when this method returns it, not when it is made. These methods fill it by an array copy at
     * once, and C2 leaves out the zeroing only if nothing stands between the two.
     */
    static boolean countsAtReturn(String owner, String name, String descriptor) {
        return owner.equals("java/util/Arrays")
                && name.startsWith("copyOf")
                && !descriptor.endsWith(";")
                && !isTypedCopy(owner, descriptor);
    }

    /** {@code x.clone()} on an array, or {@code super.clone()} that ends in {@code Object}. Others run a method that we see. */
    private static @Nullable String allocatedByClone(int opcode, String owner, String descriptor) {
        if (!descriptor.equals("()Ljava/lang/Object;")) {
            return null;
        }
        if (owner.charAt(0) == '[') {
            return owner.length() == 2 ? owner : OBJECT_ARRAY;
        }
        return opcode == Opcodes.INVOKESPECIAL && owner.equals("java/lang/Object") ? UNKNOWN_SHAPE : null;
    }

    private static boolean isTypedCopy(String owner, String descriptor) {
        return owner.equals("java/util/Arrays") && descriptor.contains("Ljava/lang/Class;");
    }
}
