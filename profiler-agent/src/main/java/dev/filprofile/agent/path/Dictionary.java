package dev.filprofile.agent.path;

import dev.filprofile.profile.format.RawSnapshotWriter;
import org.eclipse.collections.impl.map.mutable.primitive.ObjectIntHashMap;

/** Numbers for the strings, classes and threads that the snapshot names; defines each in the file once. */
public final class Dictionary {

    /** Threads and classes beyond this number share one entry, so that a program cannot grow us without bound. */
    private static final int MAX_THREADS = 10_000;

    private static final int MAX_CLASSES = 100_000;

    private final RawSnapshotWriter file;
    private final ObjectIntHashMap<String> strings = new ObjectIntHashMap<>();
    private final ObjectIntHashMap<String> classes = new ObjectIntHashMap<>();
    private final ObjectIntHashMap<String> threads = new ObjectIntHashMap<>();
    private long textBytes;

    public Dictionary(RawSnapshotWriter file) {
        this.file = file;
    }

    int string(String text) {
        int id = strings.getIfAbsent(text, -1);
        if (id < 0) {
            id = strings.size();
            strings.put(text, id);
            textBytes += 40 + text.length();
            file.defineString(id, text);
        }
        return id;
    }

    /** Number of a text that has one, else −1: asking does not make us grow. */
    int known(String text) {
        return strings.getIfAbsent(text, -1);
    }

    /** Number of an allocated class. */
    public int classId(String className) {
        int id = classes.getIfAbsent(className, -1);
        if (id >= 0) {
            return id;
        }
        String name = classes.size() < MAX_CLASSES ? className : "(other classes)";
        int next = classes.size();
        id = classes.getIfAbsentPut(name, next);
        if (id == next) {
            file.defineClass(id, string(name));
        }
        return id;
    }

    /** Number of a thread name. */
    public int threadId(String threadName) {
        int id = threads.getIfAbsent(threadName, -1);
        if (id >= 0) {
            return id;
        }
        String name = threads.size() < MAX_THREADS ? threadName : "(other threads)";
        int next = threads.size();
        id = threads.getIfAbsentPut(name, next);
        if (id == next) {
            file.defineThread(id, string(name));
        }
        return id;
    }

    /** Estimate of the Java heap bytes held here. */
    public long heapBytes() {
        return textBytes + 24L * (strings.size() + classes.size() + threads.size());
    }
}
