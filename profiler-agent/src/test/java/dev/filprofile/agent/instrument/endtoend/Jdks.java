package dev.filprofile.agent.instrument.endtoend;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The JDKs that child JVMs are of: the one that runs the tests, and the one that the system property {@code fil.test.jdk25} names
 * (the home of a JDK). Without that property only the first, and the list of tests shows it.
 */
public final class Jdks {

    private Jdks() {}

    public static List<Path> homes() {
        List<Path> homes = new ArrayList<>();
        homes.add(Path.of(System.getProperty("java.home")));
        String other = System.getProperty("fil.test.jdk25");
        if (other != null && !other.isEmpty()) {
            homes.add(Path.of(other));
        }
        return homes;
    }
}
