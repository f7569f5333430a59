package dev.filprofile.agent.instrument;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/**
 * Instruments one class file: from bytes to bytes, with no knowledge of class loaders, agents or running code. Decides
 * whether anything is to be done; what is to be done does {@link ClassRewriter}, so that ASM is not even loaded while no
 * class needs it.
 *
 * <p>Safe for use by many threads.
 */
final class ClassInstrumenter {

    /** Goes up with every change of what is emitted: what an older version emitted must not come out of a cache. */
    static final int EMISSION_VERSION = 6;

    /** The newest class file version that ASM reads. */
    static final int NEWEST_MAJOR_VERSION = Opcodes.V27;

    private final HookTarget target;
    private final ClassFileScanner scanner;
    private final Casualties casualties;

    ClassInstrumenter(HookTarget target, Casualties casualties) {
        this.target = target;
        this.scanner = new ClassFileScanner(target);
        this.casualties = casualties;
    }

    /**
     * The rewritten class, or null if there is nothing to rewrite: no allocation, a class that is rewritten already, a version
     * that we do not know.
     *
     * @param offeredName the internal name as far as the caller knows it, else taken from the bytes
     * @throws RuntimeException if the bytes are no class file
     */
    byte @Nullable [] instrument(@Nullable String offeredName, byte[] original) {
        ClassFileLayout layout = layout(offeredName, original);
        return layout == null ? null : instrument(offeredName == null ? layout.className() : offeredName, layout);
    }

    /** What is where in a class file, null if it is of a version that we do not know. */
    @Nullable
    ClassFileLayout layout(@Nullable String offeredName, byte[] original) {
        if (ClassFileLayout.majorVersion(original) > NEWEST_MAJOR_VERSION) {
            casualties.classLeft(offeredName == null ? "?" : offeredName, "is of a newer class file version");
            return null;
        }
        return new ClassFileLayout(original);
    }

    /** As {@link #instrument(String, byte[])}, for a class file that was looked at before. */
    byte @Nullable [] instrument(String className, ClassFileLayout layout) {
        boolean[] toHook = scanner.methodsToHook(layout, className);
        if (toHook == null
                || layout.mentions(target.owner())
                || layout.mentions(WatchedErrors.OWNER)
                || layout.mentions(OffHeapMethods.OWNER)) {
            // A class that came redefined out of the cache is offered with our calls in it when another agent
            // retransforms it.
            return null;
        }
        return new ClassRewriter(layout, className, target, casualties).rewrite(toHook);
    }
}
