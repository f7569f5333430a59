package dev.filprofile.e2e.workload.attribution;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Classes that no Java compiler of today makes. Their methods make one array each, and say that they stand in that line of this
 * file where the array is described, if they say anything. Each class is alone in a loader that hides everything from it.
 */
public final class ClassFiles {

    static final List<Object> KEPT = new ArrayList<>(); // holds 1 x object(ref int int)

    private static final String THIS_FILE = "ClassFiles.java";
    private static final int NO_LINE = 0;

    private ClassFiles() {}

    public static void main(String[] args) throws Throwable {
        versions();
        subroutine();
        withoutDebugInfo();
        unusualNames();
        inlined();
        longMethods();
        severalLoaders();
        missingType();
        hiddenClass();
        proxy();
        Peak.reach();
        System.out.println(KEPT.size());
    }

    /** Every version since Java 1.1: those below 50 have no stack maps. */
    private static void versions() throws Exception {
        int newest = 44 + Runtime.version().feature();
        for (int version = Opcodes.V1_1 & 0xFFFF; version < Opcodes.V17; version++) {
            int line = here(); // holds 16 x byte[10_000]
            keep(classFile("Version" + version, version, THIS_FILE, array("make", line, 10_000)));
        }
        int line = here(); // holds 1 x byte[10_001]
        keep(classFile("Newest", newest, THIS_FILE, array("make", line, 10_001)));
    }

    /** {@code jsr} and {@code ret}, as compilers made of {@code finally} before Java 6. */
    private static void subroutine() throws Exception {
        int line = here(); // holds 1 x byte[10_002]
        keep(classFile("Subroutine", Opcodes.V1_2, THIS_FILE, new Code("make", line, code -> {
            Label subroutine = new Label();
            code.visitJumpInsn(Opcodes.JSR, subroutine);
            code.visitInsn(Opcodes.POP);
            code.visitJumpInsn(Opcodes.JSR, subroutine);
            code.visitInsn(Opcodes.ARETURN);
            code.visitLabel(subroutine);
            code.visitVarInsn(Opcodes.ASTORE, 1);
            makeArray(code, 10_002);
            code.visitVarInsn(Opcodes.RET, 1);
        })));
    }

    private static void withoutDebugInfo() throws Exception {
        Code code = array("make", NO_LINE, 11_001);
        keep(classFile("Nothing", Opcodes.V1_8, null, code)); // holds 1 x byte[11_001] in ClassFiles$Nothing.make
        keep(classFile("NoLine", Opcodes.V1_8, "A.java", code)); // holds 1 x byte[11_001] in ClassFiles$NoLine.make
    }

    private static void unusualNames() throws Exception {
        String name = "Größe数😀";
        keep(
                classFile( // holds 1 x byte[12_001] in ClassFiles$Größe数😀.数える😀
                        name, Opcodes.V1_8, name + ".java", array("数える😀", 7, 12_001)));
        keep(
                classFile( // holds 1 x byte[12_002] in ClassFiles$a+b.c-d,(e)_&"'
                        "a+b", Opcodes.V1_8, "</script>.java", array("c-d,(e)_&\"'", 7, 12_002)));
    }

    /**
     * As the Kotlin compiler does: inlined code has lines behind the end of the file, and a map in the class says where each was
     * called.
     */
    private static void inlined() throws Exception {
        String map = """
                SMAP
                ClassFiles.java
                Kotlin
                *S Kotlin
                *F
                + 1 ClassFiles.java
                ClassFiles
                + 2 _Collections.kt
                kotlin/collections/CollectionsKt___CollectionsKt
                *L
                1#1,999:1
                1549#2:1001,3
                *S KotlinDebug
                *F
                + 1 ClassFiles.java
                ClassFiles
                *L
                7#1:1000
                %d#1:1001,3
                *E
                """;
        int line = here(); // holds 1 x byte[13_001]
        Code code = array("make", 1002, 13_001);
        keep(classFile("Inlined", Opcodes.V1_8, THIS_FILE, map.formatted(line), code));
    }

    /** At the limits of HotSpot's compilers and of class files. Where the hook has no room, its own method alone does without. */
    private static void longMethods() throws Exception {
        int line = here(); // holds 1 x byte[14_001] + 1 x byte[14_002] + 1 x byte[14_003] + 1 x byte[14_004]
        keep(classFile("NearlyHuge", Opcodes.V1_8, THIS_FILE, padded("make", line, 7_996, 14_001)));
        keep(classFile("Huge", Opcodes.V1_8, THIS_FILE, padded("make", line, 60_000, 14_002)));
        keep(classFile("NearlyFull", Opcodes.V1_8, THIS_FILE, padded("make", line, 65_531, 14_003)));
        Code other = array("make", line, 14_004);
        Code huge = padded("längste", line, 7_997, 14_005);
        Code full = padded("volle", line, 65_532, 14_006);
        Code fuller = padded("völlig", line, 65_535, 14_007);
        keep(classFile("Full", Opcodes.V1_8, THIS_FILE, other, huge, full, fuller));
    }

    private static void severalLoaders() throws Exception {
        int line = here(); // holds 2 x byte[15_001]
        keep(classFile("Twice", Opcodes.V1_8, THIS_FILE, array("make", line, 15_001)));
        keep(classFile("Twice", Opcodes.V1_8, THIS_FILE, array("make", line, 15_001)));
    }

    /** What a library's method is like that takes another library's object, when that library is not there. */
    private static void missingType() throws Exception {
        int line = here(); // holds 1 x byte[15_002]
        String name = "Optional";
        Code caller = new Code("make", NO_LINE, code -> {
            code.visitInsn(Opcodes.ACONST_NULL);
            code.visitMethodInsn(
                    Opcodes.INVOKESTATIC, internalName(name), "made", "(Lnot/There;)Ljava/lang/Object;", false);
            code.visitInsn(Opcodes.ARETURN);
        });
        Code made = new Code(
                "made",
                "(Lnot/There;)Ljava/lang/Object;",
                line,
                array("made", line, 15_002).body());
        keep(classFile(name, Opcodes.V1_8, THIS_FILE, caller, made));
    }

    /** Frames of hidden classes are left out of stack traces: what they make is their caller's. */
    private static void hiddenClass() throws Throwable {
        ClassFile hidden = classFile("Hidden", Opcodes.V17, THIS_FILE, array("make", 1, 16_001));
        MethodHandles.Lookup lookup = MethodHandles.lookup().defineHiddenClass(hidden.bytes(), true);
        MethodHandle make = lookup.findStatic(lookup.lookupClass(), "make", MethodType.methodType(Object.class));
        Object array = (Object) make.invokeExact(); // holds 1 x byte[16_001]
        KEPT.add(array);
    }

    private static void proxy() {
        InvocationHandler handler = (proxy, method, arguments) -> new byte[17_001]; // holds 1 x byte[17_001]
        Class<?>[] interfaces = {Supplier.class};
        Object proxy = Proxy.newProxyInstance(ClassFiles.class.getClassLoader(), interfaces, handler);
        KEPT.add(((Supplier<?>) proxy).get());
    }

    /** A line of code that knows where it stands. */
    private static int here() {
        return StackWalker.getInstance()
                .walk(frames -> frames.skip(1).findFirst().orElseThrow().getLineNumber());
    }

    /** Keeps what each of its methods makes. */
    private static void keep(ClassFile classFile) throws Exception {
        Class<?> type = new Alone(classFile).loadClass(classFile.name());
        for (Code method : classFile.methods()) {
            if (method.isPublic()) {
                KEPT.add(type.getMethod(method.name()).invoke(null));
            }
        }
    }

    /** Public if it takes nothing: then it is called. */
    private record Code(String name, String descriptor, int line, Consumer<MethodVisitor> body) {

        Code(String name, int line, Consumer<MethodVisitor> body) {
            this(name, "()Ljava/lang/Object;", line, body);
        }

        boolean isPublic() {
            return descriptor.startsWith("()");
        }
    }

    private record ClassFile(String name, byte[] bytes, Code... methods) {}

    private static Code array(String name, int line, int length) {
        return new Code(name, line, code -> {
            makeArray(code, length);
            code.visitInsn(Opcodes.ARETURN);
        });
    }

    private static void makeArray(MethodVisitor code, int length) {
        code.visitIntInsn(Opcodes.SIPUSH, length); // 3 bytes of code
        code.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_BYTE); // 2
    }

    private static Code padded(String name, int line, int codeLength, int length) {
        return new Code(name, line, code -> {
            for (int i = 0; i < codeLength - 3 - 2 - 1; i++) {
                code.visitInsn(Opcodes.NOP);
            }
            makeArray(code, length);
            code.visitInsn(Opcodes.ARETURN);
        });
    }

    private static ClassFile classFile(String name, int version, @Nullable String sourceFile, Code... methods) {
        return classFile(name, version, sourceFile, null, methods);
    }

    private static String internalName(String name) {
        return ClassFiles.class.getName().replace('.', '/') + "$" + name;
    }

    private static ClassFile classFile(
            String name, int version, @Nullable String sourceFile, @Nullable String lineMap, Code... methods) {
        String className = internalName(name).replace('/', '.');
        ClassWriter writer = new ClassWriter(0);
        writer.visit(version, Opcodes.ACC_PUBLIC, internalName(name), null, "java/lang/Object", null);
        writer.visitSource(sourceFile, lineMap);
        for (Code method : methods) {
            int access = Opcodes.ACC_STATIC | (method.isPublic() ? Opcodes.ACC_PUBLIC : Opcodes.ACC_PRIVATE);
            MethodVisitor code = writer.visitMethod(access, method.name(), method.descriptor(), null, null);
            code.visitCode();
            if (method.line() != NO_LINE) {
                Label start = new Label();
                code.visitLabel(start);
                code.visitLineNumber(method.line(), start);
            }
            method.body().accept(code);
            code.visitMaxs(2, 2);
            code.visitEnd();
        }
        writer.visitEnd();
        return new ClassFile(className, writer.toByteArray(), methods);
    }

    /** Finds its one class and what begins with {@code java.}, as a bundle's loader does; has no parent. */
    private static final class Alone extends ClassLoader {

        private final ClassFile classFile;

        Alone(ClassFile classFile) {
            super("alone", null);
            this.classFile = classFile;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("java.")) {
                return super.loadClass(name, resolve);
            }
            if (!name.equals(classFile.name())) {
                throw new ClassNotFoundException(name);
            }
            Class<?> known = findLoadedClass(name);
            byte[] bytes = classFile.bytes();
            return known == null ? defineClass(name, bytes, 0, bytes.length) : known;
        }
    }
}
