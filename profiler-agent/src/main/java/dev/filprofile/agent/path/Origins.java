package dev.filprofile.agent.path;

import java.security.ProtectionDomain;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where classes come from. What answers may be the JDK's own methods; but where the program has set a security manager, those ask
 * it, on whatever thread of the program's we are.
 *
 * @param loaders gives a class's loader, null for the boot loader
 * @param domains gives a class's protection domain
 */
public record Origins(
        Function<Class<?>, @Nullable ClassLoader> loaders, Function<Class<?>, @Nullable ProtectionDomain> domains) {

    @Nullable
    ClassLoader loader(Class<?> type) {
        return loaders.apply(type);
    }

    @Nullable
    ProtectionDomain domain(Class<?> type) {
        return domains.apply(type);
    }
}
