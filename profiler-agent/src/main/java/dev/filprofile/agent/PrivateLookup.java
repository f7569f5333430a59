package dev.filprofile.agent;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Full access to a package of the JDK, for us and nobody else.
 *
 * <p>A package is opened to a module, and ours is the unnamed module of the program's class path: if that got it, the program
 * could look into {@code java.lang} too, and would not fail where it does without us. Hence a copy of this class, in a class
 * loader and so in a module of its own, asks for the access and hands it over.
 */
public final class PrivateLookup implements Function<Class<?>, Object> {

    /** Public for the original, which is in another class loader. */
    public PrivateLookup() {}

    /** On the copy: the lookup, or the exception that kept it from being had. */
    @Override
    public Object apply(Class<?> target) {
        try {
            return MethodHandles.privateLookupIn(target, MethodHandles.lookup());
        } catch (IllegalAccessException e) {
            return e;
        }
    }

    /** A lookup in a class of the JDK, whose private methods it finds too. */
    static MethodHandles.Lookup in(Class<?> target, Instrumentation instrumentation, OwnFiles files) throws Throwable {
        Class<?> copy = new OwnModule().copy(files);
        instrumentation.redefineModule(
                target.getModule(),
                Set.of(),
                Map.of(),
                Map.of(target.getPackageName(), Set.of(copy.getModule())),
                Set.of(),
                Map.of());
        @SuppressWarnings("unchecked")
        Function<Class<?>, Object> opener = (Function<Class<?>, Object>) MethodHandles.publicLookup()
                .findConstructor(copy, MethodType.methodType(void.class))
                .invoke();
        Object lookup = opener.apply(target);
        if (lookup instanceof IllegalAccessException e) {
            throw e;
        }
        return (MethodHandles.Lookup) lookup;
    }

    /** Sees the JDK only. */
    private static final class OwnModule extends ClassLoader {

        OwnModule() {
            super(null);
        }

        Class<?> copy(OwnFiles files) throws IOException {
            String name = PrivateLookup.class.getName();
            byte[] bytes = files.read(name.replace('.', '/').concat(".class"));
            return defineClass(name, bytes, 0, bytes.length);
        }
    }
}
