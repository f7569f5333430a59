package dev.filprofile.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Classes at the edge of what a class file, HotSpot or this package can do. */
class LimitsTest {

    private static final HookTarget TARGET =
            HookTarget.fast(RecordingHook.class.getName().replace('.', '/'));

    /** {@code iconst_1, newarray int, pop} */
    private static final int SITE_BYTES = 4;

    /** {@code dup, invokestatic} */
    private static final int HOOK_BYTES = 4;

    private final Casualties casualties = new Casualties();

    @BeforeEach
    void forgetEvents() {
        RecordingHook.EVENTS.clear();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 500, 999})
    void instrumentsAMethodThatHotSpotStillCompiles(int sites) throws Exception {
        run(method(Opcodes.V17, code -> allocate(code, sites)));
        assertThat(RecordingHook.EVENTS).hasSize(sites + 1);
        assertThat(casualties.notes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1999})
    void leavesAMethodThatHotSpotWouldNoLongerCompile(int sites) throws Exception {
        assertThat(sites * SITE_BYTES + 1).isLessThanOrEqualTo(ClassRewriter.LARGEST_COMPILED_METHOD);
        assertThat(sites * (SITE_BYTES + HOOK_BYTES) + 1).isGreaterThan(ClassRewriter.LARGEST_COMPILED_METHOD);
        run(method(Opcodes.V17, code -> allocate(code, sites)));
        assertThat(RecordingHook.EVENTS).as("only the small method's").hasSize(1);
        assertThat(casualties.methods()).isEqualTo(1);
        assertThat(casualties.notes()).contains("not instrumented: Example.run");
    }

    @Test
    void instrumentsALongStaticInitialiser() throws Exception {
        run(withInitialiser(code -> allocate(code, 1999)));
        assertThat(RecordingHook.EVENTS).hasSize(2000);
        assertThat(casualties.notes()).isEmpty();
    }

    @Test
    void instrumentsAMethodThatHotSpotDoesNotCompileAnyway() throws Exception {
        run(method(Opcodes.V17, code -> allocate(code, 3000)));
        assertThat(RecordingHook.EVENTS).hasSize(3001);
    }

    @Test
    void leavesAMethodThatWouldPassTheClassFilesLimit() throws Exception {
        run(method(Opcodes.V17, code -> allocate(code, 15_000)));
        assertThat(RecordingHook.EVENTS).as("only the small method's").hasSize(1);
        assertThat(casualties.notes()).contains("not instrumented: Example.run");
    }

    @Test
    void widensAJumpThatGetsTooLong() throws Exception {
        run(method(Opcodes.V17, code -> {
            Label end = new Label();
            code.visitInsn(Opcodes.ICONST_0);
            code.visitJumpInsn(Opcodes.IFNE, end);
            allocate(code, 5000);
            code.visitLabel(end);
            code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
        }));
        assertThat(RecordingHook.EVENTS).hasSize(5001);
    }

    @ParameterizedTest
    @ValueSource(ints = {Opcodes.V1_1, Opcodes.V1_5})
    void instrumentsOldClassesWithSubroutines(int version) throws Exception {
        run(method(version, code -> {
            Label subroutine = new Label();
            Label end = new Label();
            code.visitJumpInsn(Opcodes.JSR, subroutine);
            code.visitJumpInsn(Opcodes.JSR, subroutine);
            code.visitJumpInsn(Opcodes.GOTO, end);
            code.visitLabel(subroutine);
            code.visitVarInsn(Opcodes.ASTORE, 0);
            allocate(code, 2);
            code.visitVarInsn(Opcodes.RET, 0);
            code.visitLabel(end);
        }));
        assertThat(RecordingHook.EVENTS).hasSize(5);
    }

    @Test
    void readsNoConstantOutOfAnotherBranch() throws Exception {
        run(method(Opcodes.V1_5, code -> {
            Label small = new Label();
            Label made = new Label();
            code.visitInsn(Opcodes.ICONST_0);
            code.visitJumpInsn(Opcodes.IFNE, small);
            code.visitIntInsn(Opcodes.SIPUSH, 1000);
            code.visitJumpInsn(Opcodes.GOTO, made);
            code.visitLabel(small);
            code.visitInsn(Opcodes.ICONST_1);
            code.visitLabel(made);
            code.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_INT);
            code.visitInsn(Opcodes.POP);
        }));
        assertThat(RecordingHook.EVENTS.get(0).call()).isEqualTo("sized([I)");
    }

    @Test
    void leavesAClassOfAVersionThatIsNotKnownYet() {
        byte[] original = method(Opcodes.V17, code -> allocate(code, 1));
        original[7] = (byte) (ClassInstrumenter.NEWEST_MAJOR_VERSION + 1);
        assertThat(new ClassInstrumenter(TARGET, casualties).instrument("Example", original))
                .isNull();
        assertThat(casualties.classes()).isEqualTo(1);
        assertThat(casualties.notes()).contains("not instrumented: Example is of a newer class file version");
    }

    @Test
    void newestKnownVersionIsTheNewestThatAsmReads() {
        byte[] original = method(Opcodes.V17, code -> allocate(code, 1));
        original[7] = (byte) ClassInstrumenter.NEWEST_MAJOR_VERSION;
        assertThat(new ClassInstrumenter(TARGET, casualties).instrument("Example", original))
                .isNotNull();
    }

    @Test
    void damagedClassesNeverThrowOutOfTheTransformer() {
        byte[] original = method(Opcodes.V17, code -> allocate(code, 3));
        AllocationTransformer transformer = transformer();
        for (int length = 0; length < original.length; length++) {
            byte[] cut = new byte[length];
            System.arraycopy(original, 0, cut, 0, length);
            transformer.transform(null, null, "Example", null, null, cut);
        }
        Random random = new Random(20);
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = original.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            transformer.transform(null, null, "Example", null, null, damaged);
        }
        assertThat(casualties.classes()).isGreaterThan(original.length / 2);
        assertThat(casualties.notes()).hasSize(9);
    }

    @Test
    void leavesOurOwnClassesAlone() {
        byte[] original = method(Opcodes.V17, code -> allocate(code, 3));
        for (String name : List.of(
                "dev/filprofile/agent/Session",
                "dev/filprofile/shaded/asm/ClassReader",
                TARGET.owner(),
                TARGET.owner() + "$Nested",
                "java/lang/StackStreamFactory$AbstractStackWalker",
                "java/lang/VirtualThread")) {
            assertThat(transformer().transform(null, null, name, null, null, original))
                    .as(name)
                    .isNull();
        }
        assertThat(transformer().transform(null, null, "dev/filprofile/Other", null, null, original))
                .isNotNull();
    }

    private AllocationTransformer transformer() {
        return new AllocationTransformer(
                TARGET,
                new OfferedClasses(),
                casualties,
                new OwnKindCreations(Class::getClassLoader),
                new InlinedLines(Class::getClassLoader),
                new NoParking(),
                null);
    }

    private void run(byte[] original) throws Exception {
        byte[] instrumented = Objects.requireNonNull(
                new ClassInstrumenter(TARGET, casualties).instrument("Example", original), "nothing instrumented");
        assertThat(new ClassReader(instrumented).getClassName()).isEqualTo("Example");
        Class<?> example = new ClassLoader(getClass().getClassLoader()) {
            Class<?> define() {
                return defineClass("Example", instrumented, 0, instrumented.length);
            }
        }.define();
        example.getMethod("run").invoke(null);
        example.getMethod("small").invoke(null);
    }

    /** A class with a method {@code run} of this code, and a method {@code small} that makes one array. */
    private static byte[] method(int version, Consumer<MethodVisitor> body) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(version, Opcodes.ACC_PUBLIC, "Example", null, "java/lang/Object", null);
        method(writer, "run", body);
        method(writer, "small", code -> allocate(code, 1));
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static byte[] withInitialiser(Consumer<MethodVisitor> body) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "Example", null, "java/lang/Object", null);
        method(writer, "<clinit>", body);
        method(writer, "run", code -> {});
        method(writer, "small", code -> allocate(code, 1));
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static void method(ClassWriter writer, String name, Consumer<MethodVisitor> body) {
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, name, "()V", null, null);
        code.visitCode();
        body.accept(code);
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private static void allocate(MethodVisitor code, int sites) {
        for (int i = 0; i < sites; i++) {
            code.visitInsn(Opcodes.ICONST_1);
            code.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_INT);
            code.visitInsn(Opcodes.POP);
        }
    }
}
