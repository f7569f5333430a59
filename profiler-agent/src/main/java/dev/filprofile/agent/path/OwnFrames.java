package dev.filprofile.agent.path;

import org.jspecify.annotations.Nullable;

/** Recognises the profiler's own frames, which stand above the allocating one. */
final class OwnFrames {

    private static final String OWN_PACKAGE = "dev.filprofile.agent.";

    private static final String HOOKS = "java.lang.FilProfile";

    private final Origins origins;
    /** The boot loader, null, where the launcher has our jar on its path. */
    private final @Nullable ClassLoader ownLoader;

    OwnFrames(Origins origins) {
        this.origins = origins;
        this.ownLoader = origins.loader(OwnFrames.class);
    }

    boolean contains(Class<?> type) {
        ClassLoader loader = origins.loader(type);
        return loader == null && type.getName().startsWith(HOOKS)
                || loader == ownLoader && type.getName().startsWith(OWN_PACKAGE);
    }
}
