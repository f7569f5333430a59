package dev.filprofile.e2e;

import dev.filprofile.e2e.workload.attribution.ClassFiles;
import dev.filprofile.e2e.workload.attribution.Constructors;
import dev.filprofile.e2e.workload.attribution.JavaLines;
import dev.filprofile.e2e.workload.attribution.OtherAgent;
import dev.filprofile.e2e.workload.attribution.OtherVersions;
import dev.filprofile.e2e.workload.attribution.Retransformed;
import dev.filprofile.profile.Allocation;
import dev.filprofile.profile.CallTree;
import dev.filprofile.profile.Method;
import dev.filprofile.profile.Profile;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * The right line has the right bytes, whatever compiler, generator or agent made the class. The programs say beside each of
 * their lines what it holds, to the byte; what they do not say, they do not hold.
 */
final class AttributionIT {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @ValueSource(strings = {"auto", "portable"})
    void linesOfTheJavaLanguage(String engine) {
        // 5,000 interpreted frames take most of a megabyte: near the end of the stack a sample may be dropped, and
        // counted so
        isAttributed(
                JavaLines.class,
                profile(engine, Program.workload(JavaLines.class).with("-Xss4m")));
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @ValueSource(strings = {"auto", "portable"})
    void objectsThatConstructorsMake(String engine) {
        isAttributed(Constructors.class, profile(engine, Program.workload(Constructors.class)));
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @ValueSource(strings = {"auto", "portable"})
    void classFilesThatNoCompilerMakes(String engine) {
        Profile profile = profile(engine, withAsm(ClassFiles.class));

        isAttributed(ClassFiles.class, profile);
        String full = "not instrumented: " + ClassFiles.class.getName() + "$Full.";
        Assertions.assertThat(profile.notes())
                .contains("3 methods were not instrumented: they would have become too long")
                .contains(full + "längste", full + "volle", full + "völlig");
    }

    /** Nothing is exported or opened, and nothing but the base module is there. */
    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @ValueSource(strings = {"auto", "portable"})
    void aProgramThatIsAModule(String engine) throws IOException {
        Path module = Files.createDirectories(directory.resolve("module"));
        copyClasses(List.of("Constructors", "Peak"), module);
        ClassWriter info = new ClassWriter(0);
        info.visit(Opcodes.V9, Opcodes.ACC_MODULE, "module-info", null, null, null);
        info.visitModule("attribution", 0, null).visitRequire("java.base", Opcodes.ACC_MANDATED, null);
        info.visitEnd();
        Files.write(module.resolve("module-info.class"), info.toByteArray());
        Program program = new Program(
                List.of("-p", module.toString(), "-m", "attribution/" + Constructors.class.getName()), List.of());

        isAttributed(Constructors.class, profile(engine, program));
    }

    /** Before ours and after ours; it moves the code of a class that runs. */
    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @CsvSource({"auto, before", "auto, after", "portable, before", "portable, after"})
    void aProgramThatAnotherAgentTransforms(String engine, String order) throws IOException {
        String agent = "-javaagent:" + otherAgent();
        Program program = withAsm(Retransformed.class);
        ProfiledRun run = order.equals("before")
                ? program.profiled(directory).withVariable("JAVA_TOOL_OPTIONS", agent)
                : program.with(agent).profiled(directory);

        Profile profile = exact(run, engine);

        isAttributed(Retransformed.class, profile);
        if (engine.equals("auto")) {
            ProfileAssert.assertThat(profile)
                    .directlyAt(Retransformed.class, "new byte[110_000]")
                    .holdsExactly(4, Layout.DEFAULT.bytes(110_000));
        }
    }

    private Path otherAgent() throws IOException {
        Path jar = directory.resolve("other-agent.jar");
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Premain-Class", OtherAgent.class.getName());
        attributes.putValue("Can-Redefine-Classes", "true");
        attributes.putValue("Can-Retransform-Classes", "true");
        attributes.put(Attributes.Name.CLASS_PATH, Project.workloadClasses().toUri() + " " + asmJar().toUri());
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar;
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aProgramWithOtherVersionsOfOurLibraries() {
        String libraries = Stream.of("picocli.jar", "eclipse-collections", "freemarker.jar", "asm.jar")
                .map(name -> Project.otherVersion(name).toString())
                .collect(Collectors.joining(File.pathSeparator));
        Program program = Program.main(
                Project.workloadClasses() + File.pathSeparator + libraries,
                OtherVersions.class.getName(),
                "--rows",
                "3000");

        isAttributed(OtherVersions.class, profile("auto", program));
    }

    private static void copyClasses(List<String> names, Path to) throws IOException {
        Path from = Project.workloadClasses();
        Path folder = from.resolve(Constructors.class.getPackageName().replace('.', '/'));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = file.getFileName().toString().replaceFirst("(\\$.*)?\\.class$", "");
                if (names.contains(name)) {
                    Path copy = to.resolve(from.relativize(file));
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        }
    }

    private static Program withAsm(Class<?> main) {
        return Program.main(Project.workloadClasses() + File.pathSeparator + asmJar(), main.getName());
    }

    private static Path asmJar() {
        try {
            return Path.of(ClassWriter.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private Profile profile(String engine, Program program) {
        Outcome plain = program.runPlainly(directory);
        Assertions.assertThat(plain.exitCode()).as("%s", plain).isZero();
        ProfiledRun run = program.profiled(directory).with("--engine", engine).exact();
        return checked(run.run().behavesLike(plain), engine);
    }

    private static Profile exact(ProfiledRun run, String engine) {
        return checked(run.with("--engine", engine).exact().run().exitsWith(0), engine);
    }

    private static Profile checked(ProfiledOutcome outcome, String engine) {
        Profile profile = outcome.profile();
        ProfileAssert.assertThat(profile).isExact().ranWithEngine(engine.equals("auto") ? "fast" : engine);
        return profile;
    }

    private static void isAttributed(Class<?> program, Profile profile) {
        Truth truth = Truth.of(program, Layout.DEFAULT);
        Map<String, Long> expected = new TreeMap<>();
        for (Truth.Line line : truth.lines()) {
            String place = line.method().isEmpty() ? line.source().number() + "" : line.method();
            expected.merge(place, line.bytes(), Long::sum);
        }
        Assertions.assertThat(held(program, profile, expected)).isEqualTo(expected);
    }

    /** What each line of the program allocated itself, by line or, where the truth names it, by method. */
    private static Map<String, Long> held(Class<?> program, Profile profile, Map<String, Long> expected) {
        Map<String, Long> held = new TreeMap<>();
        CallTree tree = profile.tree();
        String simpleName = program.getSimpleName();
        for (Allocation allocation : profile.allocations()) {
            Method method = tree.method(allocation.node());
            if (new SourceLine(program.getName(), 0, "").isInFile(method.className())) {
                String name = method.className().substring(program.getName().length() - simpleName.length()) + "."
                        + method.name();
                String line = tree.frame(allocation.node()).line() + "";
                held.merge(expected.containsKey(name) ? name : line, (long) allocation.bytes(), Long::sum);
            }
        }
        return held;
    }
}
