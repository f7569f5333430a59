package dev.filprofile.agent.instrument;

import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Loads what a transformation uses, by running one before the JVM knows of the transformer: a class that is first needed while
 * another one is being transformed would miss its own transformation, or be needed for its own loading.
 */
final class Preloading {

    private Preloading() {}

    static void run(HookTarget target) {
        byte[] example = example();
        new ClassInstrumenter(target, new Casualties()).instrument(null, example);
        JdkClassCache.crc(example);
        new OffHeapVisitor(new ClassWriter(0).visitMethod(0, "none", "()V", null, null));
    }

    /** One method that has a bit of everything: branch, frame, handler, switch, constant, array, clone. */
    private static byte[] example() {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V11, Opcodes.ACC_PUBLIC, "Example", null, SpecialMethods.OBJECT, null);
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "make", "(I)Ljava/lang/Object;", null, null);
        Label start = new Label();
        Label end = new Label();
        Label handler = new Label();
        code.visitTryCatchBlock(start, end, handler, "java/lang/RuntimeException");
        code.visitCode();
        code.visitLabel(start);
        code.visitLineNumber(1, start);
        code.visitVarInsn(Opcodes.ILOAD, 0);
        code.visitTableSwitchInsn(0, 0, end, end);
        code.visitLabel(end);
        code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
        code.visitLdcInsn("text");
        code.visitInsn(Opcodes.POP);
        // ASM makes a Long of it: were Long's cache of small values loaded later, its own constants would ask for it
        // meanwhile
        code.visitLdcInsn(1L);
        code.visitInsn(Opcodes.POP2);
        code.visitInsn(Opcodes.ICONST_1);
        code.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_INT);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "[I", "clone", "()Ljava/lang/Object;", false);
        code.visitInsn(Opcodes.ARETURN);
        code.visitLabel(handler);
        code.visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {"java/lang/RuntimeException"});
        code.visitInsn(Opcodes.ARETURN);
        code.visitMaxs(2, 1);
        code.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }
}
