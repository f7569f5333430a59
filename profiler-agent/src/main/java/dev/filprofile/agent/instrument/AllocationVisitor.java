package dev.filprofile.agent.instrument;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Recognises the allocations in one method and has the hook called after each. */
final class AllocationVisitor extends MethodVisitor {

    /**
     * Longest array that counts as small: HotSpot removes no longer one (-XX:EliminateAllocationArraySizeLimit), so the others
     * lose nothing by being handed to the hook.
     */
    static final int SMALL_LENGTH = 64;

    private static final int NO_CONSTANT = -1;

    private final String className;
    private final boolean startsWithTick;
    private final boolean definesHiddenClasses;
    private final boolean countsAtReturn;
    private final boolean countedByCallers;
    private final HookInserter hook;

    /** The int that the instruction just before pushed, if that is certain on every path. */
    private int lastConstant = NO_CONSTANT;

    private boolean lastIsNull;

    /** Type of the array that is to be counted at the next return. */
    private @Nullable String countedAtReturn;

    private boolean changed;

    AllocationVisitor(
            MethodVisitor output, HookTarget target, String className, String methodName, String methodDescriptor) {
        super(Opcodes.ASM9, output);
        this.className = className;
        this.hook = new HookInserter(output, target);
        this.startsWithTick = className.equals(SpecialMethods.OBJECT) && methodName.equals(SpecialMethods.CONSTRUCTOR);
        this.definesHiddenClasses = SpecialMethods.definesHiddenClasses(className, methodName, methodDescriptor);
        this.countsAtReturn = AllocatingCalls.countsAtReturn(className, methodName, methodDescriptor);
        this.countedByCallers = AllocatingCalls.isCountedByCallers(className, methodName, methodDescriptor);
    }

    /** Whether anything was inserted so far. */
    boolean changed() {
        return changed;
    }

    @Override
    public void visitCode() {
        super.visitCode();
        if (startsWithTick) {
            hook.tick();
            changed = true;
        } else if (definesHiddenClasses) {
            hook.hiddenClass(SpecialMethods.CLASS_FILE_VARIABLE, SpecialMethods.FLAGS_VARIABLE);
            changed = true;
        }
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
        super.visitIntInsn(opcode, operand);
        if (opcode == Opcodes.NEWARRAY) {
            arrayMade(primitiveArrayType(operand));
        } else {
            pushed(operand);
        }
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        super.visitTypeInsn(opcode, type);
        if (opcode == Opcodes.ANEWARRAY) {
            arrayMade("[Ljava/lang/Object;");
        } else {
            forget();
        }
    }

    @Override
    public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
        super.visitMultiANewArrayInsn(descriptor, dimensions);
        hook.other();
        counted();
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        if (countedByCallers && AllocatingCalls.isCountedElsewhere(owner, name, descriptor)) {
            hook.uncounted();
            counted();
            return;
        }
        if (AllocatingCalls.isFused(owner, name, descriptor)) {
            hook.barrier();
            changed = true;
        }
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        String allocated = AllocatingCalls.allocatedBy(className, opcode, owner, name, descriptor, lastIsNull);
        if (allocated == null) {
            forget();
            return;
        }
        if (allocated.equals(AllocatingCalls.UNKNOWN_SHAPE)) {
            hook.other();
        } else if (allocated.equals(AllocatingCalls.BACKTRACE)) {
            hook.backtrace();
        } else if (name.equals("clone")) {
            hook.cloned(allocated);
        } else {
            hook.sized(allocated);
        }
        counted();
    }

    @Override
    public void visitInsn(int opcode) {
        if (opcode == Opcodes.ARETURN && countedAtReturn != null) {
            hook.sized(countedAtReturn);
            countedAtReturn = null;
            changed = true;
        }
        super.visitInsn(opcode);
        forget();
        if (opcode >= Opcodes.ICONST_0 && opcode <= Opcodes.ICONST_5) {
            lastConstant = opcode - Opcodes.ICONST_0;
        } else if (opcode == Opcodes.ACONST_NULL) {
            lastIsNull = true;
        }
    }

    @Override
    public void visitLdcInsn(Object value) {
        super.visitLdcInsn(value);
        forget();
        if (value instanceof Integer number) {
            pushed(number);
        }
    }

    @Override
    public void visitLabel(Label label) {
        super.visitLabel(label);
        forget(); // may be reached by a jump that brings another length
    }

    @Override
    public void visitVarInsn(int opcode, int variable) {
        super.visitVarInsn(opcode, variable);
        forget();
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        super.visitFieldInsn(opcode, owner, name, descriptor);
        forget();
    }

    @Override
    public void visitInvokeDynamicInsn(
            String name, String descriptor, Handle bootstrapMethod, Object... bootstrapArguments) {
        super.visitInvokeDynamicInsn(name, descriptor, bootstrapMethod, bootstrapArguments);
        forget();
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        super.visitJumpInsn(opcode, label);
        forget();
    }

    @Override
    public void visitIincInsn(int variable, int increment) {
        super.visitIincInsn(variable, increment);
        forget();
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label dflt, Label... labels) {
        super.visitTableSwitchInsn(min, max, dflt, labels);
        forget();
    }

    @Override
    public void visitLookupSwitchInsn(Label dflt, int[] keys, Label[] labels) {
        super.visitLookupSwitchInsn(dflt, keys, labels);
        forget();
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        super.visitMaxs(changed ? maxStack + HookInserter.EXTRA_STACK : maxStack, maxLocals);
    }

    private void arrayMade(String arrayType) {
        if (countedByCallers) {
            forget();
            return;
        }
        if (countsAtReturn) {
            countedAtReturn = arrayType;
            forget();
            return;
        }
        if (lastConstant >= 0 && lastConstant <= SMALL_LENGTH) {
            hook.fixed(arrayType);
        } else {
            hook.sized(arrayType);
        }
        counted();
    }

    private void pushed(int constant) {
        forget();
        lastConstant = constant;
    }

    private void counted() {
        changed = true;
        forget();
    }

    private void forget() {
        lastConstant = NO_CONSTANT;
        lastIsNull = false;
    }

    private static String primitiveArrayType(int operand) {
        switch (operand) {
            case Opcodes.T_BOOLEAN:
                return "[Z";
            case Opcodes.T_CHAR:
                return "[C";
            case Opcodes.T_FLOAT:
                return "[F";
            case Opcodes.T_DOUBLE:
                return "[D";
            case Opcodes.T_BYTE:
                return "[B";
            case Opcodes.T_SHORT:
                return "[S";
            case Opcodes.T_INT:
                return "[I";
            case Opcodes.T_LONG:
                return "[J";
            default:
                throw new IllegalArgumentException("no such array type");
        }
    }
}
