package dev.filprofile.profile.format;

import dev.filprofile.profile.Frame;
import dev.filprofile.profile.Method;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.collections.impl.list.mutable.primitive.IntArrayList;
import org.eclipse.collections.impl.map.mutable.primitive.IntIntHashMap;
import org.eclipse.collections.impl.map.mutable.primitive.IntObjectHashMap;
import org.eclipse.collections.impl.map.mutable.primitive.LongIntHashMap;

/**
 * What the ids of a raw snapshot mean. Equal things that the agent defined more than once (a class loaded again, threads
 * of one name) are one thing here.
 */
final class RawDefinitions {

    /** Returned for an id that was not defined. */
    static final int UNDEFINED = -1;

    private static final String LOST_TEXT = "?";

    private final RawFile file;
    private final IntObjectHashMap<String> strings = new IntObjectHashMap<>();
    private final IntIntHashMap methodsById = new IntIntHashMap();
    private final IntIntHashMap framesById = new IntIntHashMap();
    private final IntIntHashMap nodesByPath = new IntIntHashMap();
    private final IntIntHashMap classesById = new IntIntHashMap();
    private final IntIntHashMap threadsById = new IntIntHashMap();
    private final IntIntHashMap tasksById = new IntIntHashMap();

    private final Distinct<Method> methods = new Distinct<>();
    private final Distinct<Frame> frames = new Distinct<>();
    private final Distinct<String> classes = new Distinct<>();
    private final Distinct<String> threads = new Distinct<>();
    private final Distinct<String> tasks = new Distinct<>();
    private final List<String> notes = new ArrayList<>();

    /** Node 0 is the root; a node stands behind its parent. */
    private final IntArrayList parents = new IntArrayList();

    private final IntArrayList nodeFrames = new IntArrayList();
    private final LongIntHashMap children = new LongIntHashMap();

    private RawDefinitions(RawFile file) {
        this.file = file;
        parents.add(-1);
        nodeFrames.add(-1);
        nodesByPath.put(0, 0);
        tasksById.put(0, tasks.indexOf(""));
    }

    /** Reads all that has been defined until now. */
    static RawDefinitions read(RawFile file) throws IOException {
        RawDefinitions definitions = new RawDefinitions(file);
        long end = file.longAt(RawLayout.LOG_END_AT);
        long chunk = file.longAt(RawLayout.LOG_START_AT);
        while (chunk != 0) {
            ByteBuffer head = file.bytes(chunk, RawLayout.CHUNK_HEADER, "definitions");
            long length = head.getLong(RawLayout.CHUNK_LENGTH);
            long next = head.getLong(RawLayout.CHUNK_NEXT);
            boolean last = end > chunk && end - chunk <= length;
            long used = last ? end - chunk : length;
            if (used < RawLayout.CHUNK_HEADER || (!last && next < chunk + length)) {
                throw file.damaged("the chunk of definitions at " + chunk + " has the length " + length
                        + " and the successor " + next);
            }
            definitions.readChunk(file.bytes(chunk, used, "definitions"), chunk);
            if (last) {
                return definitions;
            }
            chunk = next;
        }
        throw file.damaged("its definitions have no end");
    }

    private void readChunk(ByteBuffer chunk, long chunkAt) throws IOException {
        chunk.position(RawLayout.CHUNK_HEADER);
        while (chunk.hasRemaining()) {
            long recordAt = chunkAt + chunk.position();
            byte type = chunk.get();
            if (type == RawLayout.END_OF_CHUNK) {
                return;
            }
            int numbers = numbers(type);
            if (numbers == 0 || chunk.remaining() < numbers * 4) {
                throw file.damaged("no definition of type " + type + " can stand at " + recordAt);
            }
            readRecord(type, chunk, recordAt);
        }
    }

    private static int numbers(byte type) {
        return switch (type) {
            case RawLayout.METHOD -> 6;
            case RawLayout.FRAME, RawLayout.PATH -> 3;
            case RawLayout.STRING, RawLayout.CLASS, RawLayout.THREAD, RawLayout.TASK, RawLayout.NOTE -> 2;
            default -> 0;
        };
    }

    private void readRecord(byte type, ByteBuffer record, long recordAt) throws IOException {
        int id = record.getInt();
        switch (type) {
            case RawLayout.METHOD -> methodsById.put(id, methods.indexOf(method(record)));
            case RawLayout.FRAME -> defineFrame(id, record.getInt(), record.getInt());
            case RawLayout.PATH -> definePath(id, record.getInt(), record.getInt());
            case RawLayout.CLASS -> classesById.put(id, classes.indexOf(string(record)));
            case RawLayout.THREAD -> threadsById.put(id, threads.indexOf(string(record)));
            case RawLayout.TASK -> tasksById.put(id, tasks.indexOf(string(record)));
            case RawLayout.NOTE -> notes.add(text(record, recordAt));
            default -> strings.put(id, text(record, recordAt));
        }
    }

    private Method method(ByteBuffer record) {
        return new Method(string(record), string(record), string(record), string(record), string(record));
    }

    private String string(ByteBuffer record) {
        String text = strings.get(record.getInt());
        return text == null ? LOST_TEXT : text;
    }

    private String text(ByteBuffer record, long recordAt) throws IOException {
        int length = record.getInt();
        String text = file.text(record, record.position(), length, "the text at " + recordAt);
        record.position(record.position() + length);
        return text;
    }

    private void defineFrame(int id, int methodId, int line) {
        int method = methodsById.getIfAbsent(methodId, UNDEFINED);
        if (method != UNDEFINED) {
            framesById.put(id, frames.indexOf(new Frame(method, line)));
        }
    }

    private void definePath(int id, int parentId, int frameId) {
        int parent = nodesByPath.getIfAbsent(parentId, UNDEFINED);
        int frame = framesById.getIfAbsent(frameId, UNDEFINED);
        if (id == 0 || parent == UNDEFINED || frame == UNDEFINED) {
            return;
        }
        long key = ((long) parent << 32) | frame;
        int node = children.getIfAbsent(key, UNDEFINED);
        if (node == UNDEFINED) {
            node = parents.size();
            parents.add(parent);
            nodeFrames.add(frame);
            children.put(key, node);
        }
        nodesByPath.put(id, node);
    }

    /** Node of a call path, or {@link #UNDEFINED}. */
    int node(int path) {
        return nodesByPath.getIfAbsent(path, UNDEFINED);
    }

    /** Index into {@link #classes()}, or {@link #UNDEFINED}. */
    int classIndex(int classId) {
        return classesById.getIfAbsent(classId, UNDEFINED);
    }

    /** Index into {@link #threads()}, or {@link #UNDEFINED}. */
    int threadIndex(int threadId) {
        return threadsById.getIfAbsent(threadId, UNDEFINED);
    }

    /** Index into {@link #tasks()}, or {@link #UNDEFINED}. */
    int taskIndex(int taskId) {
        return tasksById.getIfAbsent(taskId, UNDEFINED);
    }

    int nodeCount() {
        return parents.size();
    }

    int parent(int node) {
        return parents.get(node);
    }

    /** The frame of a node other than the root; its method index refers to {@link #method}. */
    Frame frame(int node) {
        return frames.get(nodeFrames.get(node));
    }

    Method method(Frame frame) {
        return methods.get(frame.methodIndex());
    }

    List<String> classes() {
        return classes.values();
    }

    List<String> threads() {
        return threads.values();
    }

    List<String> tasks() {
        return tasks.values();
    }

    List<String> notes() {
        return notes;
    }
}
