package dev.filprofile.agent.path;

/** Recognises the profiler's own frames, which stand above the allocating one. */
public final class OwnFrames {

    private static final String OWN_PACKAGE = "dev.filprofile.agent.";

    private static final String HOOKS = "java.lang.FilProfile";

    private final ClassLoader ownLoader = OwnFrames.class.getClassLoader();

    boolean contains(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null
                ? type.getName().startsWith(HOOKS)
                : loader == ownLoader && type.getName().startsWith(OWN_PACKAGE);
    }
}
