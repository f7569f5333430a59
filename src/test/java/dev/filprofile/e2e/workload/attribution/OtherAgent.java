package dev.filprofile.e2e.workload.attribution;

import java.io.InputStream;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * An agent that gives methods of one program more code at their beginning, as one that measures coverage or time does: when the
 * program is loaded, and differently when the program wants it, once more or anew.
 */
public final class OtherAgent {

    /** What the agent does to the program's class next. */
    private static int paddingBytes = 11;

    private static @Nullable Instrumentation instrumentation;

    private OtherAgent() {}

    public static void premain(String options, Instrumentation given) {
        instrumentation = given;
        given.addTransformer(new Padding(), true);
    }

    /** Has the loaded class transformed once more, with more code than before. */
    static void transformAgain(Class<?> type) throws Exception {
        if (instrumentation != null) {
            paddingBytes += 100;
            instrumentation.retransformClasses(type);
        }
    }

    /** Replaces the loaded class by what its file holds; all agents transform that. */
    static void redefine(Class<?> type) throws Exception {
        if (instrumentation != null) {
            paddingBytes += 100;
            String file = type.getName().replaceFirst(".*\\.", "") + ".class";
            try (InputStream in = Objects.requireNonNull(type.getResourceAsStream(file))) {
                instrumentation.redefineClasses(new ClassDefinition(type, in.readAllBytes()));
            }
        }
    }

    private static final class Padding implements ClassFileTransformer {

        @Override
        public byte @Nullable [] transform(
                ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] original) {
            if (name == null || !name.startsWith(Retransformed.class.getName().replace('.', '/'))) {
                return null;
            }
            ClassReader reader = new ClassReader(original);
            ClassWriter writer = new ClassWriter(0);
            reader.accept(new PaddedClass(writer), 0);
            return writer.toByteArray();
        }
    }

    private static final class PaddedClass extends ClassVisitor {

        PaddedClass(ClassVisitor output) {
            super(Opcodes.ASM9, output);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(Opcodes.ASM9, super.visitMethod(access, name, descriptor, signature, exceptions)) {
                @Override
                public void visitCode() {
                    super.visitCode();
                    for (int i = 0; i < paddingBytes; i++) {
                        visitInsn(Opcodes.NOP);
                    }
                }
            };
        }
    }
}
