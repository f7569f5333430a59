package dev.filprofile.flamegraph;

/** Class names as a Java programmer writes them, from the names that {@link Class#getName()} gives. */
public final class TypeNames {

    /** Stands for a class that a profile does not tell. */
    private static final String NOT_KNOWN = "(class not known)";

    private TypeNames() {}

    /** {@code [B} becomes {@code byte[]}, {@code [Ljava.lang.String;} becomes {@code java.lang.String[]}; {@code ""} is said to be not known. */
    public static String readable(String className) {
        if (className.isEmpty()) {
            return NOT_KNOWN;
        }
        int dimensions = 0;
        while (dimensions < className.length() && className.charAt(dimensions) == '[') {
            dimensions++;
        }
        if (dimensions == 0 || dimensions == className.length()) {
            return className;
        }
        return element(className.substring(dimensions)) + "[]".repeat(dimensions);
    }

    /** As {@link #readable} without the package: {@code String[]}, {@code Csv.Row}, {@code Csv$1}. */
    public static String simple(String className) {
        return nested(withoutPackage(readable(className)));
    }

    /** The package with its final dot, {@code ""} for the unnamed package: {@code java.lang.}. */
    static String packagePrefix(String plainClassName) {
        return plainClassName.substring(0, lastPackageDot(plainClassName) + 1);
    }

    static String withoutPackage(String plainClassName) {
        return plainClassName.substring(lastPackageDot(plainClassName) + 1);
    }

    /** {@code Csv$Row} becomes {@code Csv.Row}; numbers of anonymous and local classes stay: {@code Csv$1}. */
    static String nested(String simpleBinaryName) {
        StringBuilder readable = new StringBuilder(simpleBinaryName);
        for (int i = 1; i + 1 < readable.length(); i++) {
            if (readable.charAt(i) == '$'
                    && Character.isLetter(readable.charAt(i + 1))
                    && readable.charAt(i - 1) != '$'
                    && readable.charAt(i - 1) != '.') {
                readable.setCharAt(i, '.');
            }
        }
        return readable.toString();
    }

    private static int lastPackageDot(String className) {
        int slash = className.indexOf('/');
        return className.lastIndexOf('.', slash < 0 ? className.length() : slash);
    }

    private static String element(String descriptor) {
        return switch (descriptor.charAt(0)) {
            case 'B' -> "byte";
            case 'C' -> "char";
            case 'D' -> "double";
            case 'F' -> "float";
            case 'I' -> "int";
            case 'J' -> "long";
            case 'S' -> "short";
            case 'Z' -> "boolean";
            case 'L' -> descriptor.endsWith(";") ? descriptor.substring(1, descriptor.length() - 1) : descriptor;
            default -> descriptor;
        };
    }
}
