package dev.filprofile.agent.instrument;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Emits the calls of the hook. Straight-line code only, which leaves the operand stack and the locals as they were: no
 * stack map frame changes (JVMS §4.10.1), and one more stack slot is all a method can need.
 */
final class HookInserter {

    /** How much higher the operand stack gets at most. */
    static final int EXTRA_STACK = 1;

    private static final String TAKES_NOTHING = "()V";
    private static final String TAKES_OBJECT = "(Ljava/lang/Object;)V";

    private final MethodVisitor output;
    private final HookTarget target;

    HookInserter(MethodVisitor output, HookTarget target) {
        this.output = output;
        this.target = target;
    }

    /** At the start of {@code Object.<init>}. */
    void tick() {
        // stack: -
        if (target.passesObjects()) {
            output.visitVarInsn(Opcodes.ALOAD, 0); // this
            call(HookTarget.TICK, TAKES_OBJECT); // -
        } else {
            call(HookTarget.TICK, TAKES_NOTHING); // -
        }
    }

    /** After an array of a small constant length was made. */
    void fixed(String arrayType) {
        // stack: array
        output.visitInsn(Opcodes.DUP); // array, array
        call(target.passesObjects() ? HookTarget.SIZED : HookTarget.FIXED, takes(arrayType)); // array
    }

    /** After an array of any other length was made. */
    void sized(String arrayType) {
        // stack: array
        output.visitInsn(Opcodes.DUP); // array, array
        call(HookTarget.SIZED, takes(arrayType)); // array
    }

    /** After {@code clone()} on an array, which the verifier knows as an {@code Object}. */
    void cloned(String arrayType) {
        // stack: object
        output.visitInsn(Opcodes.DUP); // object, object
        output.visitTypeInsn(Opcodes.CHECKCAST, arrayType); // object, array
        call(HookTarget.SIZED, takes(arrayType)); // object
    }

    /** After something was made whose shape only the object itself tells. */
    void other() {
        // stack: object
        output.visitInsn(Opcodes.DUP); // object, object
        call(HookTarget.OTHER, TAKES_OBJECT); // object
    }

    /** In the place of {@code Array.newInstance(Class, int)}. */
    void uncounted() {
        // stack: class, length
        call(HookTarget.UNCOUNTED, HookTarget.UNCOUNTED_DESCRIPTOR); // array
    }

    /** In a method of {@code Throwable}, after the VM noted the stack. */
    void backtrace() {
        // stack: throwable
        output.visitVarInsn(Opcodes.ALOAD, 0); // throwable, this
        output.visitFieldInsn(Opcodes.GETFIELD, "java/lang/Throwable", "backtrace", "Ljava/lang/Object;");
        // throwable, backtrace
        call(HookTarget.BACKTRACE, TAKES_OBJECT); // throwable
    }

    /** At the start of a method that is about to define a class: has the class file in one of its variables replaced. */
    void hiddenClass(int classFileVariable, int flagsVariable) {
        // stack: -
        output.visitVarInsn(Opcodes.ALOAD, classFileVariable); // bytes
        output.visitVarInsn(Opcodes.ILOAD, flagsVariable); // bytes, flags
        call(HookTarget.HIDDEN_CLASS, "([BI)[B"); // bytes
        output.visitVarInsn(Opcodes.ASTORE, classFileVariable); // -
    }

    /** Keeps what happens before from being made one with what happens after. */
    void barrier() {
        call(HookTarget.BARRIER, TAKES_NOTHING);
    }

    /** The whole body of {@code ThreadLocalRandom.nextSecondarySeed()}, whose field is ours now. */
    void nextSecondarySeedBody() {
        output.visitCode();
        call(HookTarget.NEXT_SECONDARY_SEED, "()I"); // int
        output.visitInsn(Opcodes.IRETURN);
        output.visitMaxs(1, 0);
        output.visitEnd();
    }

    private void call(String name, String descriptor) {
        output.visitMethodInsn(Opcodes.INVOKESTATIC, target.owner(), name, descriptor, false);
    }

    /** No string {@code +} here: it would link an invokedynamic call site inside a transformation. */
    private static String takes(String arrayType) {
        switch (arrayType) {
            case "[Z":
                return "([Z)V";
            case "[B":
                return "([B)V";
            case "[C":
                return "([C)V";
            case "[S":
                return "([S)V";
            case "[I":
                return "([I)V";
            case "[F":
                return "([F)V";
            case "[J":
                return "([J)V";
            case "[D":
                return "([D)V";
            default:
                return "([Ljava/lang/Object;)V";
        }
    }
}
