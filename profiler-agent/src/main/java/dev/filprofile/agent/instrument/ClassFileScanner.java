package dev.filprofile.agent.instrument;

import org.jspecify.annotations.Nullable;

/**
 * Finds the methods that have something to hook, by a walk over the raw instructions. Most classes have none, and then
 * neither ASM nor a second copy of the class is needed.
 *
 * <p>May name a method in which the rewriting then finds nothing; never the other way round (the tests compare the two over
 * whole JDK modules).
 */
final class ClassFileScanner {

    private static final int SIPUSH = 17;
    private static final int TABLESWITCH = 170;
    private static final int LOOKUPSWITCH = 171;
    private static final int INVOKEVIRTUAL = 182;
    private static final int INVOKESTATIC = 184;
    private static final int INVOKEINTERFACE = 185;
    private static final int INVOKEDYNAMIC = 186;
    private static final int NEWARRAY = 188;
    private static final int ANEWARRAY = 189;
    private static final int WIDE = 196;
    private static final int IINC = 132;
    private static final int MULTIANEWARRAY = 197;
    private static final int GOTO_W = 200;
    private static final int JSR_W = 201;

    /** Length of each instruction (JVMS §6.5), 0 where there is none of this number. The three with own rules say 1. */
    private static final byte[] LENGTH = lengths();

    private final HookTarget target;

    ClassFileScanner(HookTarget target) {
        this.target = target;
    }

    /**
     * Which methods have something to hook, by their place in the class file; null if none has.
     *
     * @param className the class's internal name
     */
    boolean @Nullable [] methodsToHook(ClassFileLayout layout, String className) {
        boolean[] calls = allocatingCalls(layout, className);
        boolean[] found = null;
        for (int method = 0; method < layout.methodCount(); method++) {
            if (layout.codeLength(method) > 0 && isToHook(layout, className, method, calls)) {
                if (found == null) {
                    found = new boolean[layout.methodCount()];
                }
                found[method] = true;
            }
        }
        return found;
    }

    private boolean isToHook(ClassFileLayout layout, String className, int method, boolean @Nullable [] calls) {
        return isReplaced(layout, className, method)
                || (OffHeapMethods.areIn(className, target)
                        && OffHeapMethods.isOne(layout.methodName(method), layout.methodDescriptor(method)))
                || (WatchedErrors.areWatched(target) && meetsErrors(layout, className, method))
                || (allocates(layout, method, calls)
                        && isCountedHere(className, layout.methodName(method), layout.methodDescriptor(method)));
    }

    private static boolean isCountedHere(String className, String name, String descriptor) {
        return !AllocatingCalls.isCountedByCallers(className, name, descriptor)
                || AllocatingCalls.countsInCalls(className, name, descriptor);
    }

    private boolean isReplaced(ClassFileLayout layout, String className, int method) {
        switch (className) {
            case SpecialMethods.OBJECT:
                return layout.methodIsNamed(method, SpecialMethods.CONSTRUCTOR);
            case SpecialMethods.THREAD_LOCAL_RANDOM:
                return target.ownsSecondarySeed() && layout.methodIsNamed(method, HookTarget.NEXT_SECONDARY_SEED);
            default:
                return SpecialMethods.definesHiddenClasses(
                        className, layout.methodName(method), layout.methodDescriptor(method));
        }
    }

    private static boolean meetsErrors(ClassFileLayout layout, String className, int method) {
        if (WatchedErrors.isProgram(className)) {
            return catchesErrors(layout, method);
        }
        return WatchedErrors.hasArrival(className)
                && WatchedErrors.arrival(className, layout.methodName(method), layout.methodDescriptor(method)) != null;
    }

    /** Looks through the exception table behind the code (JVMS §4.7.3): start, end, handler, type. */
    private static boolean catchesErrors(ClassFileLayout layout, int method) {
        int table = layout.codeStart(method) + layout.codeLength(method);
        for (int entry = layout.u2(table); entry > 0; entry--) {
            int type = layout.u2(table + 2 + 8 * entry - 2);
            if (type != 0 && WatchedErrors.isWatched(layout.referencedClass(type))) {
                return true;
            }
        }
        return false;
    }

    /** The method references whose calls are counted, by constant pool index; null if there is none. */
    private static boolean @Nullable [] allocatingCalls(ClassFileLayout layout, String className) {
        boolean[] found = null;
        for (int constant = 1; constant < layout.constantCount(); constant++) {
            if (layout.isMethodReference(constant) && isAllocatingCall(layout, className, constant)) {
                if (found == null) {
                    found = new boolean[layout.constantCount()];
                }
                found[constant] = true;
            }
        }
        return found;
    }

    private static boolean isAllocatingCall(ClassFileLayout layout, String className, int methodReference) {
        int nameConstant = layout.referencedName(methodReference);
        for (String name : AllocatingCalls.NAMES) {
            if (layout.utf8Equals(nameConstant, name)) {
                String owner = layout.referencedOwner(methodReference);
                String descriptor = layout.referencedDescriptor(methodReference);
                // as invokespecial and with null: what depends on the call's surroundings counts as yes
                return AllocatingCalls.allocatedBy(className, 183, owner, name, descriptor, true) != null
                        || AllocatingCalls.isFused(owner, name, descriptor);
            }
        }
        return false;
    }

    private static boolean allocates(ClassFileLayout layout, int method, boolean @Nullable [] calls) {
        byte[] bytes = layout.bytes();
        int start = layout.codeStart(method);
        int end = start + layout.codeLength(method);
        int at = start;
        while (at < end) {
            int opcode = bytes[at] & 0xFF;
            switch (opcode) {
                case NEWARRAY:
                case ANEWARRAY:
                case MULTIANEWARRAY:
                    return true;
                case INVOKEVIRTUAL:
                case INVOKEVIRTUAL + 1:
                case INVOKESTATIC:
                    if (calls != null && calls[layout.u2(at + 1)]) {
                        return true;
                    }
                    break;
                default:
                    break;
            }
            at = next(layout, start, at, end);
        }
        return false;
    }

    /** Offset of the instruction after the one at {@code at}, in the code from {@code start} to {@code end}. */
    static int next(ClassFileLayout layout, int start, int at, int end) {
        int opcode = layout.bytes()[at] & 0xFF;
        int operands;
        switch (opcode) {
            case TABLESWITCH:
                operands = start + ((at - start + 4) & ~3);
                long cases = layout.u4(operands + 8) - (long) layout.u4(operands + 4) + 1;
                return operands + 12 + 4 * switchCases(cases, end - operands);
            case LOOKUPSWITCH:
                operands = start + ((at - start + 4) & ~3);
                return operands + 8 + 8 * switchCases(layout.u4(operands + 4), end - operands);
            case WIDE:
                return at + ((layout.bytes()[at + 1] & 0xFF) == IINC ? 6 : 4);
            default:
                if (LENGTH[opcode] == 0) {
                    throw new IllegalArgumentException("unknown instruction");
                }
                return at + LENGTH[opcode];
        }
    }

    private static int switchCases(long cases, int room) {
        if (cases < 0 || cases > room / 4) {
            throw new IllegalArgumentException("switch reaches beyond the end");
        }
        return (int) cases;
    }

    private static byte[] lengths() {
        byte[] length = new byte[256];
        for (int opcode = 0; opcode <= JSR_W; opcode++) {
            length[opcode] = 1;
        }
        length[16] = 2; // bipush
        length[SIPUSH] = 3;
        length[18] = 2; // ldc
        length[19] = 3; // ldc_w
        length[20] = 3; // ldc2_w
        fill(length, 21, 25, 2); // loads
        fill(length, 54, 58, 2); // stores
        length[IINC] = 3;
        fill(length, 153, 168, 3); // jumps
        length[169] = 2; // ret
        fill(length, 178, 184, 3); // fields and calls
        length[INVOKEINTERFACE] = 5;
        length[INVOKEDYNAMIC] = 5;
        length[187] = 3; // new
        length[NEWARRAY] = 2;
        length[ANEWARRAY] = 3;
        length[192] = 3; // checkcast
        length[193] = 3; // instanceof
        length[MULTIANEWARRAY] = 4;
        length[198] = 3; // ifnull
        length[199] = 3; // ifnonnull
        length[GOTO_W] = 5;
        length[JSR_W] = 5;
        return length;
    }

    private static void fill(byte[] length, int from, int to, int value) {
        for (int opcode = from; opcode <= to; opcode++) {
            length[opcode] = (byte) value;
        }
    }
}
