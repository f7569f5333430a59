package dev.filprofile.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filprofile.e2e.workload.SizeOf;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The sizes that the tests compare with are those of the child JVM, asked through an agent of the test's own. */
final class LayoutIT {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @MethodSource("layouts")
    void theLayoutIsThatOfTheJvm(Layout.Option option) throws IOException {
        assertThat(measured(option.jvmOption())).isEqualTo(expected(option.layout()));
    }

    static List<Layout.Option> layouts() {
        return Layout.options();
    }

    private static Map<String, Long> expected(Layout layout) {
        return new TreeMap<>(Map.ofEntries(
                Map.entry("bytes 0", layout.bytes(0)),
                Map.entry("bytes 4", layout.bytes(4)),
                Map.entry("bytes 4097", layout.bytes(4097)),
                Map.entry("ints 1", layout.ints(1)),
                Map.entry("ints 1000", layout.ints(1000)),
                Map.entry("longs 1", layout.longs(1)),
                Map.entry("longs 1000", layout.longs(1000)),
                Map.entry("references 1", layout.references(1)),
                Map.entry("references 1001", layout.references(1001)),
                Map.entry("string", layout.string()),
                Map.entry("integer", layout.integer()),
                Map.entry("node", layout.object(8 + layout.referenceBytes()))));
    }

    private Map<String, Long> measured(String jvmOption) throws IOException {
        Outcome outcome = Program.workload(SizeOf.class)
                .with(jvmOption)
                .with("-javaagent:" + sizeOfJar())
                .runPlainly(directory);
        assertThat(outcome.exitCode()).as("%s", outcome).isZero();
        Map<String, Long> sizes = new TreeMap<>();
        for (String line : outcome.outText().lines().toList()) {
            List<String> parts = List.of(line.split(": "));
            sizes.put(parts.get(0), Long.parseLong(parts.get(1)));
        }
        return sizes;
    }

    private Path sizeOfJar() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Attributes.Name("Premain-Class"), SizeOf.class.getName());
        Path jar = directory.resolve("size-of.jar");
        String classFile = SizeOf.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            out.putNextEntry(new ZipEntry(classFile));
            Files.copy(Project.workloadClasses().resolve(classFile), out);
            out.closeEntry();
        }
        return jar;
    }
}
