package dev.filprofile.e2e.workload;

import java.net.URL;
import java.util.Enumeration;

/** The main thread's context class loader answers every question with an error. */
public final class HostileContextLoader {

    static final byte[][] KEPT = new byte[1000][];

    private HostileContextLoader() {}

    public static void main(String[] args) {
        Thread.currentThread().setContextClassLoader(new Hostile());
        for (int i = 0; i < KEPT.length; i++) {
            KEPT[i] = new byte[3000];
        }
        Churn.megabytes(16);
        System.out.println(KEPT.length + " arrays");
    }

    private static final class Hostile extends ClassLoader {
        @Override
        protected Class<?> loadClass(String name, boolean resolve) {
            throw new IllegalStateException("asked for class " + name);
        }

        @Override
        public URL getResource(String name) {
            throw new IllegalStateException("asked for " + name);
        }

        @Override
        public Enumeration<URL> getResources(String name) {
            throw new IllegalStateException("asked for all " + name);
        }
    }
}
