package dev.filprofile.flamegraph;

import dev.filprofile.profile.Method;
import org.jspecify.annotations.Nullable;

/**
 * A line of the program, and what it held at the peak.
 *
 * @param frameIndex index into {@code CallTree.frames()}, or −1 for objects without a Java stack
 * @param method the method as the profile has it; null exactly when there is no Java stack
 * @param line line as {@code Frame.line()} gives it
 * @param origin whose code the line is
 * @param sourceText the trimmed text of the line, or {@code ""} where it is not known
 * @param bytes estimated live bytes
 * @param share {@code bytes} as a share of the peak, 0 to 1
 * @param standardErrorBytes standard error of {@code bytes}; 0 when exact
 * @param objects estimated live objects; 0 where they were not counted
 * @param mainClass the class with most of the bytes, as {@link Class#getName()} gives it; {@code ""} where not known
 * @param mainClassShare that class's part of {@code bytes}, 0 to 1
 */
public record Site(
        int frameIndex,
        @Nullable Method method,
        int line,
        Origin origin,
        String sourceText,
        double bytes,
        double share,
        double standardErrorBytes,
        double objects,
        String mainClass,
        double mainClassShare) {

    /** Name of objects that no Java frame made. */
    public static final String NO_STACK = "(no Java stack)";

    /** Whether any Java frame made these objects. */
    public boolean hasStack() {
        return !shortName().equals(NO_STACK);
    }

    /** Method with its class, without package, e.g. {@code CsvImporter.load}. */
    public String shortName() {
        return method == null ? NO_STACK : MethodName.of(method).withoutPackage();
    }

    /** Method with package and class, e.g. {@code com.acme.csv.CsvImporter.load}. */
    public String fullName() {
        return method == null ? NO_STACK : MethodName.of(method).full();
    }

    /** File and line, e.g. {@code Csv.java:41}, as far as they are known: {@code Csv.java}, {@code line 41}, {@code ""}. */
    public String location() {
        if (method == null) {
            return "";
        }
        if (method.sourceFile().isEmpty()) {
            return line > 0 ? "line " + line : "";
        }
        return line > 0 ? method.sourceFile() + ":" + line : method.sourceFile();
    }

    /** What was held, e.g. {@code mostly String[]}; {@code only byte[]}; {@code ""} where no class holds half. */
    public String mainClassPhrase() {
        if (mainClass.isEmpty() || mainClassShare < 0.5) {
            return "";
        }
        return (mainClassShare > 0.999 ? "only " : "mostly ") + TypeNames.simple(mainClass);
    }

    /** Bytes, objects and main class as far as known, e.g. {@code 1.04 GiB ±2.0 %, 9.1 M objects, mostly String[]}. */
    public String amount() {
        String count = Units.count(objects);
        String text = Units.preciseBytes(bytes)
                + Units.error(bytes, standardErrorBytes)
                + (objects > 0 ? ", " + count + (count.equals("1") ? " object" : " objects") : "");
        return mainClassPhrase().isEmpty() ? text : text + ", " + mainClassPhrase();
    }

    /** Where this is: {@code parts = line.split(","), Csv.java:41 in CsvImporter.load}, as far as it is known. */
    public String place() {
        String where = location().isEmpty() ? shortName() : location() + " in " + shortName();
        return sourceText.isEmpty() ? where : shortSourceText() + ", " + where;
    }

    /** {@link #sourceText} cut in the middle to 100 characters, without a trailing semicolon or brace and without
     * control characters. */
    public String shortSourceText() {
        // Terminals obey control characters and break lines at separators.
        String text = sourceText.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]+", " ").replaceAll("[;{\\s]+$", "");
        if (text.codePointCount(0, text.length()) <= 100) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, 66))
                + "…"
                + text.substring(text.offsetByCodePoints(text.length(), -33));
    }
}
