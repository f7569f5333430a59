package dev.filprofile.agent;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Full access to {@code java.lang}, for us and nobody else.
 *
 * <p>A package is opened to a module, and ours is the unnamed module of the program's class path: if that got it, the program
 * could look into {@code java.lang} too, and would not fail where it does without us. Hence a copy of this class, in a class
 * loader and so in a module of its own, asks for the access and hands it over.
 */
public final class LangLookup implements Supplier<Object> {

    /** Public for the original, which is in another class loader. */
    public LangLookup() {}

    /** On the copy: the lookup, or the exception that kept it from being had. */
    @Override
    public Object get() {
        try {
            return MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup());
        } catch (IllegalAccessException e) {
            return e;
        }
    }

    /** A lookup in {@link Thread}, whose private methods it finds too. */
    static MethodHandles.Lookup open(Instrumentation instrumentation) throws Throwable {
        Class<?> copy = new OwnModule().copy();
        Module base = Object.class.getModule();
        instrumentation.redefineModule(
                base, Set.of(), Map.of(), Map.of("java.lang", Set.of(copy.getModule())), Set.of(), Map.of());
        Supplier<?> supplier = (Supplier<?>) MethodHandles.publicLookup()
                .findConstructor(copy, MethodType.methodType(void.class))
                .invoke();
        Object lookup = supplier.get();
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

        Class<?> copy() throws IOException {
            String name = LangLookup.class.getName();
            try (InputStream in = LangLookup.class.getResourceAsStream("LangLookup.class")) {
                if (in == null) {
                    throw new IOException("the agent jar lacks " + name);
                }
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            }
        }
    }
}
