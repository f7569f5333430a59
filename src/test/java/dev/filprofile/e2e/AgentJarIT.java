package dev.filprofile.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filprofile.e2e.workload.RetainedArrays;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The agent's jar, which goes onto the class path of every program that is profiled. */
final class AgentJarIT {

    private static final Pattern OURS = Pattern.compile("(dev/filprofile/(agent|shaded)|hook/java/lang)/.*\\.class");
    private static final Pattern TRANSFORMING =
            Pattern.compile("dev/filprofile/(agent/instrument|shaded/asm)/.*\\.class");
    private static final Pattern HOOK = Pattern.compile("hook/java/lang/[^/]+\\.class");

    @Test
    void everyClassIsOursOrRelocated() throws IOException {
        try (JarFile jar = new JarFile(Project.agentJar().toFile())) {
            List<String> classFiles = jar.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.endsWith(".class"))
                    .toList();
            assertThat(classFiles).contains("dev/filprofile/agent/Agent.class").allMatch(OURS.asMatchPredicate());
        }
    }

    /** Eclipse Collections and ASM look nothing up by name of a service, and a foreign service would be the program's. */
    @Test
    void nothingElseIsInItThatAProgramCouldMeet() throws IOException {
        try (JarFile jar = new JarFile(Project.agentJar().toFile())) {
            assertThat(jar.stream()
                            .filter(entry -> !entry.isDirectory())
                            .map(JarEntry::getName)
                            .filter(name -> !name.endsWith(".class")))
                    .containsExactly("META-INF/MANIFEST.MF");
        }
    }

    /** The bootstrap of an {@code invokedynamic} allocates, and so would enter the hook again. */
    @Test
    void theHooksHaveNoInvokedynamic() throws IOException {
        try (JarFile jar = new JarFile(Project.agentJar().toFile())) {
            List<JarEntry> hooks = jar.stream()
                    .filter(entry -> HOOK.matcher(entry.getName()).matches())
                    .toList();
            assertThat(hooks).extracting(JarEntry::getName).contains("hook/java/lang/FilProfileHook.class");
            for (JarEntry hook : hooks) {
                try (InputStream in = jar.getInputStream(hook)) {
                    new ClassReader(in).accept(new NoInvokedynamic(hook.getName()), 0);
                }
            }
        }
    }

    private static final class NoInvokedynamic extends ClassVisitor {
        private final String classFile;

        NoInvokedynamic(String classFile) {
            super(Opcodes.ASM9);
            this.classFile = classFile;
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String method,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitInvokeDynamicInsn(
                        String name, String type, Handle bootstrap, Object... bootstrapArguments) {
                    throw new AssertionError("invokedynamic " + name + " in " + classFile + ", " + method);
                }
            };
        }
    }

    /**
     * A class of ours that is first needed while one of the JDK is being transformed may need that one to be loaded: then the program
     * gets a ClassCircularityError. Whether it does depends on what is in the cache; that all are there before, does not.
     */
    @Test
    void whateverTransformsClassesIsLoadedBeforeTheProgram(@TempDir Path directory) throws IOException {
        Path log = directory.resolve("classes.log");
        Program.workload(RetainedArrays.class)
                .with("-Xlog:class+load=info:file=" + log)
                .profiled(directory)
                .run()
                .exitsWith(0);

        List<String> loaded = Files.readAllLines(log).stream()
                .map(line -> line.replaceFirst("^(\\[[^]]*])+ ", "").replaceFirst(" .*", ""))
                .takeWhile(name -> !name.equals(RetainedArrays.class.getName()))
                .toList();
        try (JarFile jar = new JarFile(Project.agentJar().toFile())) {
            assertThat(jar.stream()
                            .map(JarEntry::getName)
                            .filter(name -> TRANSFORMING.matcher(name).matches())
                            .map(name -> name.replace(".class", "").replace('/', '.')))
                    .hasSizeGreaterThan(40)
                    .isSubsetOf(loaded);
        }
    }

    @Test
    void theManifestSaysWhatTheJvmMustKnow() throws IOException {
        try (JarFile jar = new JarFile(Project.agentJar().toFile())) {
            Attributes manifest = jar.getManifest().getMainAttributes();
            assertThat(manifest.getValue("Premain-Class")).isEqualTo("dev.filprofile.agent.Agent");
            assertThat(manifest.getValue("Can-Redefine-Classes")).isEqualTo("true");
            assertThat(manifest.getValue("Can-Retransform-Classes")).isEqualTo("true");
            assertThat(manifest.getValue("Implementation-Title")).isEqualTo("fil-profile-agent");
            assertThat(manifest.getValue("Implementation-Version")).matches("\\d+\\.\\d+\\.\\d+.*");
            assertThat(manifest.getValue("Class-Path")).isNull();
            assertThat(manifest.getValue("Boot-Class-Path")).isNull();
            assertThat(manifest.getValue("Multi-Release")).isNull();
        }
    }
}
