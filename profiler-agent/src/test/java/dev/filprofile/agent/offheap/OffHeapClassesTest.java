package dev.filprofile.agent.offheap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

/**
 * No class may be loaded under the lock of the books: a thread that loads one waits for the loader, and a thread that reads from
 * the loader's archive takes memory outside the heap, for which it waits for the books.
 */
class OffHeapClassesTest {

    private static final String OFF_HEAP = "dev.filprofile.agent.offheap.OffHeap";

    @Test
    void whatIsUsedUnderTheLockIsLoadedBeforehand() throws Exception {
        try (Loader loader = new Loader()) {
            Class<?> offHeap = loader.loadClass(OFF_HEAP);
            LongSupplier noTime = () -> 0;
            Runnable nothing = () -> {};
            ToLongFunction<Object> sizeOf = object -> 16;

            offHeap.getConstructors()[0].newInstance(null, null, null, noTime, nothing, false, sizeOf);

            assertThat(loader.hasLoaded(OFF_HEAP)).isTrue();
            assertThat(loader.hasLoaded(OFF_HEAP + "$State")).isTrue();
        }
    }

    /** Loads the agent's classes anew and tells which. */
    private static final class Loader extends URLClassLoader {

        Loader() throws MalformedURLException {
            super(classPath(), ClassLoader.getPlatformClassLoader());
        }

        boolean hasLoaded(String name) {
            return findLoadedClass(name) != null;
        }

        private static URL[] classPath() throws MalformedURLException {
            List<URL> urls = new ArrayList<>();
            for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator)) {
                urls.add(new File(entry).toURI().toURL());
            }
            return urls.toArray(URL[]::new);
        }
    }
}
