package dev.filprofile.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The JVM that the tests start: that of the system property {@code fil.child.java.home}, or the one that runs the tests.
 * So one build is tested with several JDKs.
 */
final class ChildJvm {

    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)[^\"]*\"");

    private ChildJvm() {}

    static Path home() {
        String home = System.getProperty("fil.child.java.home", "");
        return Path.of(home.isEmpty() || home.startsWith("${") ? System.getProperty("java.home") : home);
    }

    static Path java() {
        return home().resolve("bin/java");
    }

    /** 17, 25, … */
    static int featureVersion() {
        try {
            Matcher version = VERSION.matcher(Files.readString(home().resolve("release")));
            if (!version.find()) {
                throw new IllegalStateException("no JAVA_VERSION in the release file of " + home());
            }
            return Integer.parseInt(version.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
