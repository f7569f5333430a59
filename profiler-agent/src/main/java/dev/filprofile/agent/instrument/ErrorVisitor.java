package dev.filprofile.agent.instrument;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Has the errors shown to us that arrive in one method: see {@link WatchedErrors}. Straight-line code between a handler's
 * stack map frame and its first instruction; no frame changes.
 *
 * <p>A method with such a handler also makes an empty call at its start. The first call of our class from a class loader asks
 * that loader for it, which takes memory; in the handler of an OutOfMemoryError there may be none, and the program's handler
 * would fail because of us.
 */
final class ErrorVisitor extends MethodVisitor {

    private static final String TAKES_THROWABLE = "(Ljava/lang/Throwable;)V";

    private final boolean watchesHandlers;
    private final WatchedErrors.@Nullable Arrival arrival;
    private final List<Label> handlers = new ArrayList<>();
    private boolean started;
    private boolean atHandler;
    private boolean changed;

    ErrorVisitor(MethodVisitor output, String className, String method, String descriptor) {
        super(Opcodes.ASM9, output);
        this.watchesHandlers = WatchedErrors.isProgram(className);
        this.arrival = WatchedErrors.arrival(className, method, descriptor);
    }

    /** Whether anything was inserted so far. */
    boolean changed() {
        return changed;
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String type) {
        super.visitTryCatchBlock(start, end, handler, type);
        if (watchesHandlers && WatchedErrors.isWatched(type) && !handlers.contains(handler)) {
            handlers.add(handler);
        }
    }

    @Override
    public void visitCode() {
        super.visitCode();
        if (arrival != null) {
            super.visitVarInsn(Opcodes.ALOAD, arrival.local()); // error
            call(arrival.call(), TAKES_THROWABLE); // -
        }
    }

    @Override
    public void visitLabel(Label label) {
        start();
        super.visitLabel(label);
        atHandler |= handlers.contains(label);
    }

    /** Handlers are known now, and no instruction was visited. */
    private void start() {
        if (!started) {
            started = true;
            if (!handlers.isEmpty()) {
                call(WatchedErrors.READY, "()V");
            }
        }
    }

    private void beforeInstruction() {
        start();
        if (atHandler) {
            atHandler = false;
            // stack: error
            super.visitInsn(Opcodes.DUP); // error, error
            call(WatchedErrors.CAUGHT, TAKES_THROWABLE); // error
        }
    }

    private void call(String name, String descriptor) {
        changed = true;
        super.visitMethodInsn(Opcodes.INVOKESTATIC, WatchedErrors.OWNER, name, descriptor, false);
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        super.visitMaxs(changed ? Math.max(2, maxStack) : maxStack, maxLocals);
    }

    @Override
    public void visitInsn(int opcode) {
        beforeInstruction();
        super.visitInsn(opcode);
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
        beforeInstruction();
        super.visitIntInsn(opcode, operand);
    }

    @Override
    public void visitVarInsn(int opcode, int variable) {
        beforeInstruction();
        super.visitVarInsn(opcode, variable);
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        beforeInstruction();
        super.visitTypeInsn(opcode, type);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        beforeInstruction();
        super.visitFieldInsn(opcode, owner, name, descriptor);
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        beforeInstruction();
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    }

    @Override
    public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
        beforeInstruction();
        super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        beforeInstruction();
        super.visitJumpInsn(opcode, label);
    }

    @Override
    public void visitLdcInsn(Object value) {
        beforeInstruction();
        super.visitLdcInsn(value);
    }

    @Override
    public void visitIincInsn(int variable, int increment) {
        beforeInstruction();
        super.visitIincInsn(variable, increment);
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label dflt, Label... labels) {
        beforeInstruction();
        super.visitTableSwitchInsn(min, max, dflt, labels);
    }

    @Override
    public void visitLookupSwitchInsn(Label dflt, int[] keys, Label[] labels) {
        beforeInstruction();
        super.visitLookupSwitchInsn(dflt, keys, labels);
    }

    @Override
    public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
        beforeInstruction();
        super.visitMultiANewArrayInsn(descriptor, dimensions);
    }
}
