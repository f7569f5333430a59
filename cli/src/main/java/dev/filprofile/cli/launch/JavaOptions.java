package dev.filprofile.cli.launch;

import java.util.Set;

/** What must be known of the JVM's options to find the word that names the program. */
final class JavaOptions {

    /** Options whose value is the next word. Those that also take {@code =} do so as a single word. */
    private static final Set<String> WITH_SEPARATE_VALUE = Set.of(
            "-cp",
            "-classpath",
            "--class-path",
            "-p",
            "--module-path",
            "--upgrade-module-path",
            "--add-modules",
            "--limit-modules",
            "--add-exports",
            "--add-opens",
            "--add-reads",
            "--patch-module",
            "--enable-native-access",
            "-d",
            "--describe-module",
            "--source");

    private static final Set<String> LONG_WITHOUT_SEPARATE_VALUE = Set.of(
            "--enable-preview",
            "--illegal-access",
            "--illegal-native-access",
            "--illegal-final-field-mutation",
            "--enable-final-field-mutation",
            "--finalization",
            "--sun-misc-unsafe-memory-access",
            "--show-version",
            "--show-module-resolution",
            "--validate-modules",
            "--dry-run",
            "--list-modules",
            "--disable-@files",
            "--version",
            "--help",
            "--help-extra",
            "--module");

    /** The JVM shows something, or writes an archive of its own classes, and ends. */
    private static final Set<String> WITHOUT_PROGRAM = Set.of(
            "-version",
            "--version",
            "-fullversion",
            "--full-version",
            "-h",
            "-?",
            "-help",
            "--help",
            "-X",
            "--help-extra",
            "-Xshare:dump");

    private JavaOptions() {}

    static boolean runsNoProgram(String word) {
        return WITHOUT_PROGRAM.contains(word);
    }

    static boolean takesNextWord(String word) {
        return WITH_SEPARATE_VALUE.contains(word);
    }

    /** Whether the JVM knows an option that starts with two dashes. All others are left to the JVM to judge. */
    static boolean isKnownLongOption(String word) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        return WITH_SEPARATE_VALUE.contains(name) || LONG_WITHOUT_SEPARATE_VALUE.contains(name);
    }

    static boolean isModule(String word) {
        return word.equals("-m") || word.equals("--module");
    }

    /** {@code java}, {@code /usr/bin/java}, {@code C:\jdk\bin\java.exe}. */
    static boolean isJavaExecutable(String word) {
        int slash = Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\'));
        String name = word.substring(slash + 1);
        return name.equals("java") || name.equalsIgnoreCase("java.exe");
    }
}
