package dev.filprofile.agent.instrument;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Has the blocks told that one method takes and gives back: see {@link OffHeapMethods}. Straight-line code only. */
final class OffHeapVisitor extends MethodVisitor {

    /** How much higher the operand stack gets: two longs. */
    private static final int EXTRA_STACK = 4;

    private final OffHeapMethods.Told told;

    OffHeapVisitor(MethodVisitor output, OffHeapMethods.Told told) {
        super(Opcodes.ASM9, output);
        this.told = told;
    }

    @Override
    public void visitCode() {
        super.visitCode();
        if (told.freedVariable() != 0) {
            // stack: -
            super.visitVarInsn(Opcodes.LLOAD, told.freedVariable()); // address
            call(OffHeapMethods.FREED, "(J)V"); // -
        }
    }

    @Override
    public void visitInsn(int opcode) {
        if (opcode == Opcodes.LRETURN && told.bytesVariable() != 0) {
            // stack: address
            super.visitInsn(Opcodes.DUP2); // address, address
            super.visitVarInsn(Opcodes.LLOAD, told.bytesVariable()); // address, address, bytes
            call(OffHeapMethods.ALLOCATED, "(JJ)V"); // address
        }
        super.visitInsn(opcode);
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        super.visitMaxs(maxStack + EXTRA_STACK, maxLocals);
    }

    private void call(String name, String descriptor) {
        super.visitMethodInsn(Opcodes.INVOKESTATIC, OffHeapMethods.OWNER, name, descriptor, false);
    }
}
