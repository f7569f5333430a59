package dev.filprofile.agent.instrument;

import java.util.ArrayList;
import java.util.List;

/**
 * What had to be left as it was, for the report: counts of all, names of the first few.
 *
 * <p>Called from any thread, also while classes load: blocks nobody for longer than it takes to note a name, loads nothing.
 */
final class Casualties {

    private static final int NAMES_KEPT = 8;

    private final Object lock = new Object();
    private final String[] notes = new String[NAMES_KEPT];
    private int noted;
    private int classes;
    private int methods;

    /** A class that is not instrumented, with the reason as the end of a sentence that begins with its name. */
    void classLeft(String className, String reason) {
        synchronized (lock) {
            classes++;
            keep(className, " ", reason);
        }
    }

    /** A method that is not instrumented since it would have become too long. */
    void methodLeft(String className, String methodName) {
        synchronized (lock) {
            methods++;
            keep(className, ".", methodName);
        }
    }

    int classes() {
        synchronized (lock) {
            return classes;
        }
    }

    int methods() {
        synchronized (lock) {
            return methods;
        }
    }

    /** Sentences for the report, none if nothing was left. */
    List<String> notes() {
        List<String> lines = new ArrayList<>();
        synchronized (lock) {
            if (classes > 0) {
                lines.add(classes + " classes were not instrumented");
            }
            if (methods > 0) {
                lines.add(methods + " methods were not instrumented: they would have become too long");
            }
            for (int i = 0; i < noted; i++) {
                lines.add("not instrumented: " + notes[i]);
            }
        }
        return lines;
    }

    private void keep(String className, String separator, String detail) {
        if (noted < NAMES_KEPT) {
            notes[noted++] = className.replace('/', '.').concat(separator).concat(detail);
        }
    }
}
