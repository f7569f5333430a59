package dev.filprofile.agent.instrument;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Has the blocks told of that one method takes, gives back and moves: see {@link OffHeapMethods}. Straight-line code only. */
final class OffHeapVisitor extends MethodVisitor {

    /** How much higher the operand stack gets: two longs. */
    private static final int EXTRA_STACK = 4;

    /** Parameters of the method that moves a block. */
    private static final int THIS = 0;

    private static final int ADDRESS = 1;
    private static final int BYTES = 3;

    OffHeapVisitor(MethodVisitor output) {
        super(Opcodes.ASM9, output);
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        boolean own = owner.equals(OffHeapMethods.UNSAFE);
        if (own && name.equals("allocateMemory0") && descriptor.equals("(J)J")) {
            // stack: this, bytes
            super.visitInsn(Opcodes.DUP2_X1); // bytes, this, bytes
            super.visitMethodInsn(opcode, owner, name, descriptor, isInterface); // bytes, address
            super.visitInsn(Opcodes.DUP2_X2); // address, bytes, address
            call("allocated", "(JJ)V"); // address
        } else if (own && name.equals("reallocateMemory0") && descriptor.equals("(JJ)J")) {
            move(opcode, owner, name, descriptor, isInterface);
        } else {
            if (own && name.equals("freeMemory0") && descriptor.equals("(J)V")) {
                // stack: this, address
                super.visitInsn(Opcodes.DUP2); // this, address, address
                call("freed", "(J)V"); // this, address
            }
            super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        }
    }

    private void move(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        // stack: this, address, bytes: all of them parameters, which are there again below what stands for the block
        super.visitInsn(Opcodes.POP2);
        super.visitInsn(Opcodes.POP2);
        super.visitInsn(Opcodes.POP); // -
        super.visitVarInsn(Opcodes.LLOAD, ADDRESS);
        call("moving", "(J)J"); // block
        super.visitVarInsn(Opcodes.ALOAD, THIS);
        super.visitVarInsn(Opcodes.LLOAD, ADDRESS);
        super.visitVarInsn(Opcodes.LLOAD, BYTES);
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface); // block, new
        super.visitInsn(Opcodes.DUP2_X2); // new, block, new
        super.visitVarInsn(Opcodes.LLOAD, BYTES); // new, block, new, bytes
        call("moved", "(JJJ)V"); // new
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        super.visitMaxs(maxStack + EXTRA_STACK, maxLocals);
    }

    private void call(String name, String descriptor) {
        super.visitMethodInsn(Opcodes.INVOKESTATIC, OffHeapMethods.OWNER, name, descriptor, false);
    }
}
