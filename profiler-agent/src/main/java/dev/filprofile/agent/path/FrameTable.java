package dev.filprofile.agent.path;

import dev.filprofile.profile.format.RawSnapshotWriter;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import org.eclipse.collections.impl.list.mutable.primitive.BooleanArrayList;
import org.eclipse.collections.impl.list.mutable.primitive.IntArrayList;
import org.eclipse.collections.impl.map.mutable.primitive.LongIntHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Numbers for methods and frames; defines each in the file once. Holds no class: ids and names only, so that class
 * loaders can go.
 */
public final class FrameTable {

    /** Stands for every frame beyond the first {@value #MAX_FRAMES}. */
    static final int BEYOND = Integer.MAX_VALUE;

    private static final int MAX_FRAMES = 300_000;

    private static final String CONSTRUCTOR = "<init>";

    private final RawSnapshotWriter file;
    private final Dictionary dictionary;
    private final Origins origins;
    /** Asked for in time: a security manager that the program sets would be asked too. */
    private final ClassLoader platformLoader = ClassLoader.getPlatformClassLoader();

    private final LongIntHashMap frameByKey = new LongIntHashMap();
    private final LongIntHashMap methodByKey = new LongIntHashMap();
    /** Per frame its method; per method the string id of its class if it is a constructor, else −1. */
    private final IntArrayList methodOfFrame = new IntArrayList();

    private final IntArrayList constructorOf = new IntArrayList();
    private final BooleanArrayList createsOwnKind = new BooleanArrayList();
    private final ConstructorCalls constructorCalls;
    private final SourceLines sourceLines;

    public FrameTable(
            RawSnapshotWriter file,
            Dictionary dictionary,
            Origins origins,
            ConstructorCalls constructorCalls,
            SourceLines sourceLines) {
        this.sourceLines = sourceLines;
        this.file = file;
        this.dictionary = dictionary;
        this.origins = origins;
        this.constructorCalls = constructorCalls;
    }

    /** The frame known by this key, or −1. The key is the capture's own; different captures are never mixed. */
    int known(long key) {
        return frameByKey.getIfAbsent(key, -1);
    }

    /**
     * Defines a frame, or says {@link #BEYOND}.
     *
     * @param type may be null where it is not known
     * @param codeIndex counts bytes of its method's code
     */
    int define(
            long frameKey,
            long methodKey,
            @Nullable Class<?> type,
            String className,
            String methodName,
            String descriptor,
            @Nullable String sourceFile,
            int codeIndex,
            int line) {
        if (frameByKey.size() >= MAX_FRAMES) {
            return BEYOND;
        }
        int method = methodByKey.getIfAbsent(methodKey, -1);
        if (method < 0) {
            method = methodByKey.size();
            methodByKey.put(methodKey, method);
            int classString = dictionary.string(className);
            constructorOf.add(methodName.equals(CONSTRUCTOR) ? classString : -1);
            file.defineMethod(
                    method,
                    classString,
                    dictionary.string(methodName),
                    dictionary.string(descriptor),
                    dictionary.string(sourceFile == null ? "" : sourceFile),
                    dictionary.string(type == null ? "" : location(type)));
        }
        int frame = frameByKey.size();
        frameByKey.put(frameKey, frame);
        methodOfFrame.add(method);
        createsOwnKind.add(type != null
                && constructorOf.get(method) >= 0
                && constructorCalls.createsOwnKind(type, codeIndex, line));
        file.defineFrame(frame, method, type != null && line > 0 ? sourceLines.shown(type, line) : line);
        return frame;
    }

    private String location(Class<?> type) {
        Module module = type.getModule();
        ClassLoader loader = origins.loader(type);
        if (loader == null || loader == platformLoader) {
            return "jrt:/" + module.getName();
        }
        ProtectionDomain domain = origins.domain(type);
        CodeSource source = domain == null ? null : domain.getCodeSource();
        URL url = source == null ? null : source.getLocation();
        if (url == null) {
            return "";
        }
        return url.getProtocol().equals("jrt") ? "jrt:/" + module.getName() : url.toString();
    }

    /** Its method; a method of its own for {@link #BEYOND}. */
    int method(int frame) {
        return frame == BEYOND ? BEYOND : methodOfFrame.get(frame);
    }

    /** String id of the class whose constructor this frame is in, or −1. */
    int constructorOf(int frame) {
        return frame == BEYOND ? -1 : constructorOf.get(methodOfFrame.get(frame));
    }

    /** Whether this frame is in a constructor that is creating another object of the same class. */
    boolean createsOwnKind(int frame) {
        return createsOwnKind.get(frame);
    }

    /** Estimate of the Java heap bytes held here. */
    public long heapBytes() {
        return mapBytes(frameByKey.size()) + mapBytes(methodByKey.size()) + 8L * methodOfFrame.size();
    }

    /** A primitive map of longs to ints: 12 bytes for each slot, slots a power of two and at most half full. */
    static long mapBytes(int size) {
        return 12L * Math.max(16, Long.highestOneBit(Math.max(1, 2L * size - 1)) << 1);
    }
}
