package dev.filprofile.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.CheckClassAdapter;

/** Instruments every class of whole JDK modules: thousands of classes that nobody wrote with us in mind. */
class JdkModulesTest {

    private static final HookTarget TARGET = HookTarget.fast("java/lang/FilProfileHook");

    /** The data flow check takes milliseconds a class: every so many classes are enough to cover each kind of code. */
    private static final int VERIFIED = 20;

    private final Casualties casualties = new Casualties();

    @ParameterizedTest
    @ValueSource(strings = {"java.base", "java.sql", "jdk.compiler"})
    void everyClassComesThroughAndTheScannerMissesNothing(String module) throws IOException {
        ClassInstrumenter instrumenter = new ClassInstrumenter(TARGET, casualties);
        int changed = 0;
        List<Path> classes = classesOf(module);
        for (Path path : classes) {
            byte[] original = Files.readAllBytes(path);
            byte[] instrumented = instrumenter.instrument(null, original);
            assertScannerMissedNothing(path, original);
            if (instrumented != null && changed++ % VERIFIED == 0) {
                assertVerifies(path, instrumented);
            }
        }
        assertThat(casualties.notes()).isEmpty();
        assertThat(changed).isBetween(classes.size() / 10, classes.size() * 2 / 3);
    }

    private void assertScannerMissedNothing(Path path, byte[] original) {
        ClassFileLayout layout = new ClassFileLayout(original);
        String name = layout.className();
        boolean[] found = new ClassFileScanner(TARGET).methodsToHook(layout, name);
        boolean[] others = new boolean[layout.methodCount()];
        for (int method = 0; method < others.length; method++) {
            others[method] = layout.codeLength(method) > 0
                    && (found == null || !found[method])
                    && !AllocatingCalls.isCountedByCallers(
                            name, layout.methodName(method), layout.methodDescriptor(method));
        }
        assertThat(new ClassRewriter(layout, name, TARGET, casualties).rewrite(others))
                .as("%s, in methods the scanner did not name", path)
                .isNull();
    }

    /** The data flow of each method. Classes that are not found count as equal to any other, so nothing has to be loaded. */
    private static void assertVerifies(Path path, byte[] instrumented) {
        StringWriter complaints = new StringWriter();
        CheckClassAdapter.verify(
                new ClassReader(instrumented), ClassLoader.getSystemClassLoader(), false, new PrintWriter(complaints));
        assertThat(complaints.toString()).as("%s", path).isEmpty();
    }

    private static List<Path> classesOf(String module) throws IOException {
        Path root = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules", module);
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> classes =
                    new ArrayList<>(files.filter(file -> file.toString().endsWith(".class"))
                            .filter(file -> !file.toString().endsWith("module-info.class"))
                            .toList());
            assertThat(classes).hasSizeGreaterThan(50);
            Path[] sorted = classes.toArray(new Path[0]);
            Arrays.sort(sorted);
            return List.of(sorted);
        }
    }
}
