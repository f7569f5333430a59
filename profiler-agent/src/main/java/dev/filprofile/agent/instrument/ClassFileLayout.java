package dev.filprofile.agent.instrument;

import org.jspecify.annotations.Nullable;

/**
 * Where the parts of a class file are, found without a library: constant pool entries and the code of each method (JVMS §4.1).
 * Reads each byte at most once and keeps offsets only. Bytes that are not a class file end in an exception, most often an
 * {@link IndexOutOfBoundsException}.
 */
final class ClassFileLayout {

    private static final int MAGIC = 0xCAFEBABE;
    private static final int SMALLEST_CLASS_FILE = 24;
    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int METHOD_REF = 10;
    private static final int INTERFACE_METHOD_REF = 11;
    private static final int METHOD_HANDLE = 15;

    private final byte[] bytes;
    private final int[] constants;
    private final int thisClass;
    private final int attributes;
    private final int[] methodStart;
    private final int[] codeStart;
    private final int[] codeLength;

    ClassFileLayout(byte[] bytes) {
        this.bytes = bytes;
        if (bytes.length < SMALLEST_CLASS_FILE || u4(0) != MAGIC) {
            throw new IllegalArgumentException("not a class file");
        }
        constants = new int[u2(8)];
        int at = readConstantPool();
        thisClass = u2(at + 2);
        at += 6;
        at += 2 + 2 * u2(at);
        at = skipFields(at);
        int methods = u2(at);
        methodStart = new int[methods];
        codeStart = new int[methods];
        codeLength = new int[methods];
        attributes = readMethods(at + 2);
    }

    /** The class file's version, before anything else of it needs to be understood; 0 if there is none. */
    static int majorVersion(byte[] bytes) {
        return bytes.length < SMALLEST_CLASS_FILE ? 0 : (bytes[6] & 0xFF) << 8 | (bytes[7] & 0xFF);
    }

    byte[] bytes() {
        return bytes;
    }

    String className() {
        return utf8(u2(constants[thisClass] + 1));
    }

    int methodCount() {
        return methodStart.length;
    }

    String methodName(int method) {
        return utf8(u2(methodStart[method] + 2));
    }

    String methodDescriptor(int method) {
        return utf8(u2(methodStart[method] + 4));
    }

    boolean methodIsNamed(int method, String name) {
        return utf8Equals(u2(methodStart[method] + 2), name);
    }

    /** Offset of the method's first instruction; 0 if it has no code. */
    int codeStart(int method) {
        return codeStart[method];
    }

    /** Bytes of code, 0 for a method that has none. */
    int codeLength(int method) {
        return codeLength[method];
    }

    int constantCount() {
        return constants.length;
    }

    boolean isMethodReference(int constant) {
        int at = constants[constant];
        return at != 0 && (bytes[at] == METHOD_REF || bytes[at] == INTERFACE_METHOD_REF);
    }

    /** Index of the Utf8 constant with the name of the method that a reference speaks of. */
    int referencedName(int methodReference) {
        return u2(nameAndType(methodReference) + 1);
    }

    String referencedDescriptor(int methodReference) {
        return utf8(u2(nameAndType(methodReference) + 3));
    }

    String referencedOwner(int methodReference) {
        return referencedClass(u2(constants[methodReference] + 1));
    }

    /** The internal name in a constant that stands for a class. */
    String referencedClass(int constant) {
        return utf8(u2(constants[constant] + 1));
    }

    /** Whether a method reference speaks of a method of this class. */
    boolean isOfThisClass(int methodReference) {
        return isThisClass(u2(constants[methodReference] + 1));
    }

    boolean isThisClass(int classConstant) {
        return classConstant == thisClass;
    }

    /** What a compiler wrote into the class for debuggers (JVMS §4.7.11), null if it did not. */
    @Nullable
    String sourceDebugExtension() {
        int at = attributes + 2;
        for (int left = u2(attributes); left > 0; left--) {
            if (utf8Equals(u2(at), "SourceDebugExtension")) {
                return modifiedUtf8(at + 6, u4(at + 2));
            }
            at = skipAttribute(at);
        }
        return null;
    }

    /** Source line at an index into a method's code, −1 if the class file does not say (JVMS §4.7.12). */
    int line(int method, int codeIndex) {
        int at = codeStart[method] + codeLength[method];
        at += 2 + 8 * u2(at);
        int attributes = u2(at);
        at += 2;
        int line = -1;
        int lineStart = -1;
        for (; attributes > 0; attributes--) {
            if (utf8Equals(u2(at), "LineNumberTable")) {
                for (int entry = at + 8, left = u2(at + 6); left > 0; left--, entry += 4) {
                    int start = u2(entry);
                    if (start <= codeIndex && start > lineStart) {
                        lineStart = start;
                        line = u2(entry + 2);
                    }
                }
            }
            at = skipAttribute(at);
        }
        return line;
    }

    /** Whether this text occurs as a constant of the class. */
    boolean mentions(String text) {
        for (int i = 1; i < constants.length; i++) {
            if (constants[i] != 0 && bytes[constants[i]] == UTF8 && utf8Equals(i, text)) {
                return true;
            }
        }
        return false;
    }

    /** Compares with a text of plain ASCII without making a string. */
    boolean utf8Equals(int constant, String ascii) {
        int at = constants[constant];
        int length = ascii.length();
        if (u2(at + 1) != length) {
            return false;
        }
        for (int i = length - 1; i >= 0; i--) {
            if (bytes[at + 3 + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    int u2(int at) {
        return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
    }

    int u4(int at) {
        return u2(at) << 16 | u2(at + 2);
    }

    private int nameAndType(int methodReference) {
        return constants[u2(constants[methodReference] + 3)];
    }

    private String utf8(int constant) {
        int start = constants[constant] + 3;
        int length = u2(start - 2);
        for (int i = start; i < start + length; i++) {
            if (bytes[i] < 0) {
                return modifiedUtf8(start, length);
            }
        }
        return ascii(start, length);
    }

    @SuppressWarnings("deprecation") // the constructor that needs no charset, hence no other class
    private String ascii(int start, int length) {
        return new String(bytes, 0, start, length);
    }

    /** One to three bytes make a char (JVMS §4.4.7). */
    private String modifiedUtf8(int start, int length) {
        char[] chars = new char[length];
        int size = 0;
        for (int i = start; i < start + length; ) {
            int first = bytes[i];
            if (first >= 0) {
                chars[size++] = (char) first;
                i++;
            } else if ((first & 0xE0) == 0xC0) {
                chars[size++] = (char) ((first & 0x1F) << 6 | (bytes[i + 1] & 0x3F));
                i += 2;
            } else {
                chars[size++] = (char) ((first & 0x0F) << 12 | (bytes[i + 1] & 0x3F) << 6 | (bytes[i + 2] & 0x3F));
                i += 3;
            }
        }
        return new String(chars, 0, size);
    }

    private int readConstantPool() {
        int at = 10;
        for (int i = 1; i < constants.length; i++) {
            constants[i] = at;
            switch (bytes[at]) {
                case UTF8:
                    at += 3 + u2(at + 1);
                    break;
                case 3:
                case 4:
                case 9:
                case METHOD_REF:
                case INTERFACE_METHOD_REF:
                case 12:
                case 17:
                case 18:
                    at += 5;
                    break;
                case LONG:
                case DOUBLE:
                    at += 9;
                    i++; // JVMS 4.4.5: takes two entries
                    break;
                case METHOD_HANDLE:
                    at += 4;
                    break;
                case 7:
                case 8:
                case 16:
                case 19:
                case 20:
                    at += 3;
                    break;
                default:
                    throw new IllegalArgumentException("unknown constant pool tag");
            }
        }
        return at;
    }

    private int skipFields(int start) {
        int at = start + 2;
        for (int left = u2(start); left > 0; left--) {
            int attributes = u2(at + 6);
            at += 8;
            for (; attributes > 0; attributes--) {
                at = skipAttribute(at);
            }
        }
        return at;
    }

    /** Returns where the class's attributes are. */
    private int readMethods(int start) {
        int at = start;
        for (int method = 0; method < methodStart.length; method++) {
            methodStart[method] = at;
            int attributes = u2(at + 6);
            at += 8;
            for (; attributes > 0; attributes--) {
                if (utf8Equals(u2(at), "Code")) {
                    codeLength[method] = u4(at + 10);
                    codeStart[method] = at + 14;
                }
                at = skipAttribute(at);
            }
        }
        return at;
    }

    private int skipAttribute(int at) {
        int length = u4(at + 2);
        if (length < 0 || length > bytes.length - at - 6) {
            throw new IllegalArgumentException("attribute reaches beyond the end");
        }
        return at + 6 + length;
    }
}
