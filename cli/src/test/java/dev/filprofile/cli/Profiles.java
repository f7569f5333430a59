package dev.filprofile.cli;

import dev.filprofile.profile.Allocation;
import dev.filprofile.profile.CallTree;
import dev.filprofile.profile.Certificate;
import dev.filprofile.profile.Frame;
import dev.filprofile.profile.Method;
import dev.filprofile.profile.Profile;
import dev.filprofile.profile.RunInfo;
import dev.filprofile.profile.RunInfo.End;
import dev.filprofile.profile.Sources;
import dev.filprofile.profile.Timeline;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Small profiles for tests: a single call path, root first, whose last frame holds all bytes. */
public final class Profiles {

    public static final Certificate CONFIRMED =
            new Certificate(Certificate.Kind.CONFIRMED, 100_000_000, 106_000_000, 1200, 500_000, 200_000, 7, true);

    private Profiles() {}

    /** Main.main:3 calls Main.load:7, which holds 80 MB of byte arrays. */
    public static Profile small() {
        return of(
                CONFIRMED,
                run("", Path.of("").toAbsolutePath()),
                80e6,
                method("com.acme.Main", "main", "Main.java", ""),
                3,
                method("com.acme.Main", "load", "Main.java", ""),
                7);
    }

    /** @param path methods and lines by turns */
    public static Profile of(Certificate certificate, RunInfo run, double bytes, Object... path) {
        List<Method> methods = new ArrayList<>();
        List<Frame> frames = new ArrayList<>();
        int nodes = path.length / 2 + 1;
        int[] parents = new int[nodes];
        int[] frameIndexes = new int[nodes];
        parents[0] = -1;
        frameIndexes[0] = -1;
        for (int node = 1; node < nodes; node++) {
            methods.add((Method) path[2 * node - 2]);
            frames.add(new Frame(node - 1, (Integer) path[2 * node - 1]));
            parents[node] = node - 1;
            frameIndexes[node] = node - 1;
        }
        return new Profile(
                run,
                certificate,
                Timeline.empty(),
                new CallTree(methods, frames, parents, frameIndexes),
                List.of(new Allocation(nodes - 1, 0, 0, 0, bytes, 1000, 0)),
                List.of("[B"),
                List.of("main"),
                List.of(""),
                Sources.none(),
                List.of("A note."));
    }

    public static Method method(String className, String name, String sourceFile, String location) {
        return new Method(className, name, "()V", sourceFile, location);
    }

    public static RunInfo run(String javaHome, Path workingDirectory) {
        return new RunInfo(
                "0.1.0",
                Instant.parse("2026-01-02T03:04:05Z"),
                2_000,
                List.of("java", "-jar", "app.jar", "two words"),
                workingDirectory.toString(),
                "OpenJDK 64-Bit Server VM 17.0.15+6",
                javaHome,
                "Serial",
                true,
                List.of("-Xmx1g"),
                1L << 30,
                65_536,
                "fast",
                "",
                false,
                -1,
                End.SHUTDOWN,
                Map.of("samples", 12L, "recordedBytes", 970_000L, "allocatedBytes", 1_000_000L));
    }
}
