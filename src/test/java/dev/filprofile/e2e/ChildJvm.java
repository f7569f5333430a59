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

    /** Tag of tests that are about the launcher alone: they need not run again with another child JVM. */
    static final String ANY = "any-jvm";

    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)[^\"]*\"");

    private static final boolean HAS_SHENANDOAH = accepts("-XX:+UseShenandoahGC");

    private ChildJvm() {}

    static Path home() {
        String home = System.getProperty("fil.child.java.home", "");
        return Path.of(home.isEmpty() || home.startsWith("${") ? System.getProperty("java.home") : home);
    }

    static Path java() {
        return home().resolve("bin/java");
    }

    /** Not every vendor builds it in. */
    static boolean hasShenandoah() {
        return HAS_SHENANDOAH;
    }

    private static boolean accepts(String option) {
        try {
            return new ProcessBuilder(java().toString(), option, "-version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
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
