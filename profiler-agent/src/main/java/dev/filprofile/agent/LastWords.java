package dev.filprofile.agent;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * What the JVM uses to tell of an error that nobody caught, and to shut down. Loaded before any class is offered to our transformer: when the
 * heap is full to the last byte, the JVM cannot make the array with the class file for it, and complains of that on the
 * program's standard error.
 */
final class LastWords {

    private LastWords() {}

    static void load() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        new IllegalStateException(new IllegalStateException()).printStackTrace(nowhere);
        Map<Object, Object> hooks = new IdentityHashMap<>();
        hooks.put(nowhere, nowhere);
        for (Object hook : hooks.keySet()) {
            hooks.get(hook);
        }
    }
}
