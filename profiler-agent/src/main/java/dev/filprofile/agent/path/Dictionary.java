package dev.filprofile.agent.path;

import dev.filprofile.profile.format.RawSnapshotWriter;

/**
 * Numbers for the strings, classes and threads that the snapshot names; defines each in the file once.
 *
 * <p>The heap may be full at any call. A call that ends in an OutOfMemoryError may be repeated: what takes memory comes before
 * what changes the books.
 */
public final class Dictionary {

    /** Threads and classes beyond this number share one entry, so that a program cannot grow us without bound. */
    private static final int MAX_THREADS = 10_000;

    private static final int MAX_CLASSES = 100_000;

    private static final String OTHER_THREADS = "(other threads)";
    private static final String OTHER_CLASSES = "(other classes)";

    private final RawSnapshotWriter file;
    private final StringNumbers strings = new StringNumbers();
    private final StringNumbers classes = new StringNumbers();
    private final StringNumbers threads = new StringNumbers();
    private long textBytes;

    public Dictionary(RawSnapshotWriter file) {
        this.file = file;
    }

    int string(String text) {
        int id = strings.get(text);
        if (id < 0) {
            id = strings.size();
            strings.reserve();
            file.defineString(id, text);
            strings.put(text, id);
            textBytes += 40 + text.length();
        }
        return id;
    }

    /** Number of a text that has one, else −1: asking does not make us grow. */
    int known(String text) {
        return strings.get(text);
    }

    /** Number of an allocated class. */
    public int classId(String className) {
        int id = classes.get(className);
        if (id >= 0) {
            return id;
        }
        if (classes.size() >= MAX_CLASSES && !className.equals(OTHER_CLASSES)) {
            return classId(OTHER_CLASSES);
        }
        int name = string(className);
        id = classes.size();
        classes.reserve();
        file.defineClass(id, name);
        classes.put(className, id);
        return id;
    }

    /** Number of a thread name. */
    public int threadId(String threadName) {
        int id = threads.get(threadName);
        if (id >= 0) {
            return id;
        }
        if (threads.size() >= MAX_THREADS && !threadName.equals(OTHER_THREADS)) {
            return threadId(OTHER_THREADS);
        }
        int name = string(threadName);
        id = threads.size();
        threads.reserve();
        file.defineThread(id, name);
        threads.put(threadName, id);
        return id;
    }

    /** Estimate of the Java heap bytes held here. */
    public long heapBytes() {
        return textBytes + 24L * (strings.size() + classes.size() + threads.size());
    }
}
