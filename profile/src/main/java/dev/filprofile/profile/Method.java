package dev.filprofile.profile;

/**
 * A method as it stands in stack traces.
 *
 * @param className binary name with dots, e.g. {@code com.acme.Csv$Row}; may carry a hidden class's {@code /0x…} suffix
 * @param name method name, {@code <init>} and {@code <clinit>} included
 * @param descriptor JVM descriptor, or {@code ""} where it is not known
 * @param sourceFile simple name of the source file, e.g. {@code Csv.java}, or {@code ""} where the class has none
 * @param location where the class came from: a URL of a jar or directory, {@code "jrt:/MODULE"} for the JDK's own
 *     classes, {@code ""} where unknown (generated classes)
 */
public record Method(String className, String name, String descriptor, String sourceFile, String location) {

    /** Whether the class belongs to the JDK itself. */
    public boolean isJdk() {
        return location.startsWith("jrt:");
    }

    /** Package of the class with dots, {@code ""} for the unnamed package. */
    public String packageName() {
        int slash = className.indexOf('/');
        String plain = slash < 0 ? className : className.substring(0, slash);
        int dot = plain.lastIndexOf('.');
        return dot < 0 ? "" : plain.substring(0, dot);
    }

    /** Path of the source file below a source root, e.g. {@code com/acme/Csv.java}; {@code ""} where unknown. */
    public String sourcePath() {
        if (sourceFile.isEmpty()) {
            return "";
        }
        String packageName = packageName();
        return packageName.isEmpty() ? sourceFile : packageName.replace('.', '/') + "/" + sourceFile;
    }
}
