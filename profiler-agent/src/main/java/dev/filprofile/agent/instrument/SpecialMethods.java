package dev.filprofile.agent.instrument;

/** The JDK methods whose beginning or body is replaced, rather than something counted in them. */
final class SpecialMethods {

    static final String OBJECT = "java/lang/Object";
    static final String THREAD_LOCAL_RANDOM = "java/util/concurrent/ThreadLocalRandom";
    static final String CONSTRUCTOR = "<init>";

    private static final String ACCESS_TO_LANG = "java/lang/System$";
    private static final String DEFINE_CLASS = "defineClass";
    private static final String DEFINE_CLASS_DESCRIPTOR =
            "(Ljava/lang/ClassLoader;Ljava/lang/Class;Ljava/lang/String;[BLjava/security/ProtectionDomain;ZILjava/lang/Object;)Ljava/lang/Class;";

    /** Where {@link #definesHiddenClasses} has the class file and the flags. */
    static final int CLASS_FILE_VARIABLE = 4;

    static final int FLAGS_VARIABLE = 7;

    private SpecialMethods() {}

    /**
     * Whether every hidden class comes through this method on its way to the VM, which offers none to transformers: {@code
     * JavaLangAccess.defineClass}, in an anonymous class of {@code System} whose number depends on the JDK.
     */
    static boolean definesHiddenClasses(String className, String name, String descriptor) {
        return className.startsWith(ACCESS_TO_LANG)
                && name.equals(DEFINE_CLASS)
                && descriptor.equals(DEFINE_CLASS_DESCRIPTOR);
    }
}
