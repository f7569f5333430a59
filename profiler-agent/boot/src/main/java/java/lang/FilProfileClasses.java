package java.lang;

import java.security.ProtectionDomain;
import java.util.function.Function;
import jdk.internal.access.SharedSecrets;

/**
 * What the agent asks about classes. It asks here, because elsewhere a security manager that the program has set would be
 * asked first: it may forbid the answer, and keep a list of who wanted it.
 */
public final class FilProfileClasses {

    private FilProfileClasses() {}

    /** Gives a class's loader; null for the boot loader. */
    public static Object loaders() {
        return new Loaders();
    }

    /** Gives a class's protection domain. */
    public static Object domains() {
        return new Domains();
    }

    private static final class Loaders implements Function<Class<?>, ClassLoader> {

        /** Unchecked, since the caller is a class of the boot loader. */
        @Override
        public ClassLoader apply(Class<?> type) {
            return type.getClassLoader();
        }
    }

    private static final class Domains implements Function<Class<?>, ProtectionDomain> {

        @Override
        public ProtectionDomain apply(Class<?> type) {
            return SharedSecrets.getJavaLangAccess().protectionDomain(type);
        }
    }
}
