package dev.filprofile.agent.instrument;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Inserts the calls of the hook into chosen methods of one class. Only these go through ASM's visitors; ASM copies the others
 * byte by byte.
 */
final class ClassRewriter {

    /** HotSpot compiles no method with more code than this (HugeMethodLimit, fixed in product builds). */
    static final int LARGEST_COMPILED_METHOD = 8000;

    /** Runs once and is hardly ever compiled, but is where large tables are made: only the class file's limit counts. */
    private static final String STATIC_INITIALISER = "<clinit>";

    private final ClassFileLayout layout;
    private final String className;
    private final HookTarget target;
    private final Casualties casualties;

    ClassRewriter(ClassFileLayout layout, String className, HookTarget target, Casualties casualties) {
        this.layout = layout;
        this.className = className;
        this.target = target;
        this.casualties = casualties;
    }

    /**
     * The class with the hook called in the given methods, null if nothing had to be inserted. Methods that would get too long
     * are left out, one by one until the rest fits; their marks are taken away.
     */
    byte @Nullable [] rewrite(boolean[] toHook) {
        while (true) {
            try {
                byte[] rewritten = rewriteOnce(toHook);
                if (rewritten == null || !leaveOutHugeMethods(toHook, rewritten)) {
                    return rewritten;
                }
            } catch (MethodTooLargeException e) {
                if (!leaveOut(toHook, e.getMethodName(), e.getDescriptor())) {
                    throw e;
                }
            }
        }
    }

    private byte @Nullable [] rewriteOnce(boolean[] toHook) {
        ClassReader reader = new ClassReader(layout.bytes());
        ClassWriter writer = new LoadlessClassWriter(reader);
        SelectedMethods visitor = new SelectedMethods(writer, target, className, toHook);
        reader.accept(visitor, 0);
        return visitor.changed() ? writer.toByteArray() : null;
    }

    private boolean leaveOutHugeMethods(boolean[] toHook, byte[] rewritten) {
        boolean found = false;
        ClassFileLayout after = null;
        for (int method = 0; method < toHook.length; method++) {
            if (toHook[method]
                    && mayHaveGrownHuge(layout.codeLength(method))
                    && !layout.methodIsNamed(method, STATIC_INITIALISER)) {
                if (after == null) {
                    after = new ClassFileLayout(rewritten);
                }
                if (after.codeLength(method) > LARGEST_COMPILED_METHOD) {
                    leaveOut(toHook, method);
                    found = true;
                }
            }
        }
        return found;
    }

    /** At least two bytes make an allocation, seven are added to it at most; a hook in a method without any adds four. */
    private static boolean mayHaveGrownHuge(int codeLength) {
        return codeLength <= LARGEST_COMPILED_METHOD && codeLength * 5L + 4 > LARGEST_COMPILED_METHOD;
    }

    private boolean leaveOut(boolean[] toHook, String name, String descriptor) {
        for (int method = 0; method < toHook.length; method++) {
            if (toHook[method]
                    && layout.methodName(method).equals(name)
                    && layout.methodDescriptor(method).equals(descriptor)) {
                leaveOut(toHook, method);
                return true;
            }
        }
        return false;
    }

    private void leaveOut(boolean[] toHook, int method) {
        toHook[method] = false;
        casualties.methodLeft(className, layout.methodName(method));
    }

    /** Hands the chosen methods to {@link AllocationVisitor}; for the others ASM copies the bytes. */
    private static final class SelectedMethods extends ClassVisitor {

        private final HookTarget target;
        private final String className;
        private final boolean[] toHook;
        private int method;
        private boolean replaced;
        private @Nullable AllocationVisitor current;
        private @Nullable ErrorVisitor errors;

        SelectedMethods(ClassVisitor output, HookTarget target, String className, boolean[] toHook) {
            super(Opcodes.ASM9, output);
            this.target = target;
            this.className = className;
            this.toHook = toHook;
        }

        boolean changed() {
            noteChange();
            return replaced;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            noteChange();
            MethodVisitor output = super.visitMethod(access, name, descriptor, signature, exceptions);
            if (!toHook[method++]) {
                return output;
            }
            if (className.equals(SpecialMethods.THREAD_LOCAL_RANDOM)
                    && name.equals(HookTarget.NEXT_SECONDARY_SEED)
                    && target.ownsSecondarySeed()) {
                new HookInserter(output, target).nextSecondarySeedBody();
                replaced = true;
                return null;
            }
            if (WatchedErrors.areWatched(target)) {
                errors = new ErrorVisitor(output, className, name, descriptor);
                output = errors;
            }
            if (OffHeapMethods.areIn(className, target) && OffHeapMethods.isOne(name, descriptor)) {
                output = new OffHeapVisitor(output);
                replaced = true;
            }
            current = new AllocationVisitor(output, target, className, name, descriptor);
            return current;
        }

        private void noteChange() {
            replaced |= current != null && current.changed();
            replaced |= errors != null && errors.changed();
        }
    }

    /** Never asks for a class: looking one up while another is being loaded ends in circularity errors. */
    private static final class LoadlessClassWriter extends ClassWriter {

        LoadlessClassWriter(ClassReader reader) {
            super(reader, 0);
        }

        @Override
        protected String getCommonSuperClass(String type1, String type2) {
            throw new UnsupportedOperationException("frames are kept, not computed");
        }
    }
}
