package dev.filprofile.cli.jvm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Output of {@code java … -XX:+PrintFlagsFinal -version} as JDK 17.0.15 and 25.0.3 gave it on a machine with two cores
 * and 25 GB; lines on memory and collectors, and the version.
 */
final class Recorded {

    private Recorded() {}

    static String output(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Recorded.class.getResourceAsStream(name + ".txt"), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static JvmFlags flags(String name) throws IOException {
        return JvmFlags.parse(output(name));
    }
}
