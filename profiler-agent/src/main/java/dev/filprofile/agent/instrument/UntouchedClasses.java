package dev.filprofile.agent.instrument;

/**
 * The classes that are never instrumented, and why. They lose little: a plain object is counted in {@code Object.<init>}
 * whoever makes it; what is missed are the arrays that these classes make.
 */
final class UntouchedClasses {

    private static final String[] PREFIXES = {
        // We would profile ourselves, and rewrite classes that the rewriting needs.
        "dev/filprofile/agent/",
        "dev/filprofile/shaded/",
        // Our ASM. Packaging moves it below shaded/, and this text with it: a program's own ASM is not meant.
        "org/objectweb/asm/",
        // The hook's slow path walks the stack with these. They read frames by position, and a walk must not start
        // another.
        "java/lang/StackStreamFactory",
        "java/lang/StackWalker",
        "java/lang/LiveStackFrame",
        "java/lang/StackFrameInfo",
        "java/lang/ClassFrameInfo",
        // A thread is between two identities here: what Thread.currentThread() says and what runs may differ.
        "java/lang/VirtualThread",
        "jdk/internal/vm/",
        // Runs only because of agents, around transform() and hence while our own allocations are not parked.
        "sun/instrument/",
        "java/lang/instrument/"
    };

    private final String hookOwner;

    UntouchedClasses(HookTarget target) {
        this.hookOwner = target.owner();
    }

    /** Takes an internal name; the hook's nested classes begin with its name. */
    boolean contains(String internalName) {
        if (internalName.startsWith(hookOwner)) {
            return true;
        }
        for (String prefix : PREFIXES) {
            if (internalName.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
