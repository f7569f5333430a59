package dev.filprofile.cli.launch;

import java.util.List;

/** What the JVM is asked to run. */
public sealed interface Program {

    /** The word or words that name it on the command line, e.g. {@code -jar app.jar}. */
    List<String> words();

    /** {@code java -jar PATH}. */
    record Jar(String path) implements Program {
        @Override
        public List<String> words() {
            return List.of("-jar", path);
        }
    }

    /** {@code java -cp … NAME}; {@code name} may have slashes for dots, as the JVM allows. */
    record MainClass(String name) implements Program {
        @Override
        public List<String> words() {
            return List.of(name);
        }
    }

    /** {@code java -m MODULE[/CLASS]}. */
    record Module(String name) implements Program {
        @Override
        public List<String> words() {
            return List.of("-m", name);
        }
    }

    /** {@code java PATH.java}: compiled in memory by the JVM. */
    record SourceFile(String path) implements Program {
        @Override
        public List<String> words() {
            return List.of(path);
        }
    }
}
