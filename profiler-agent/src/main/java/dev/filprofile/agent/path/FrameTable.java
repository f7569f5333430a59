package dev.filprofile.agent.path;

import dev.filprofile.profile.format.RawSnapshotWriter;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import org.eclipse.collections.impl.list.mutable.primitive.IntArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Numbers for methods and frames; defines each in the file once. Holds no class: ids and names only, so that class
 * loaders can go. After an OutOfMemoryError a call may be repeated, as with {@link Dictionary}.
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

    private final LongNumbers frameByKey = new LongNumbers();
    private final LongNumbers methodByKey = new LongNumbers();
    /** Per frame twice its method, and one more if it is in a constructor that is creating another object of the same class. */
    private final IntArrayList methodOfFrame = new IntArrayList();
    /** Per method the string id of its class if it is a constructor, else −1. */
    private final IntArrayList constructorOf = new IntArrayList();

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
        return frameByKey.get(key);
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
        int method = methodByKey.get(methodKey);
        if (method < 0) {
            method = defineMethod(methodKey, type, className, methodName, descriptor, sourceFile);
        }
        boolean createsOwnKind = type != null
                && constructorOf.get(method) >= 0
                && constructorCalls.createsOwnKind(type, codeIndex, line);
        int shown = type != null && line > 0 ? sourceLines.shown(type, line) : line;
        int frame = frameByKey.size();
        frameByKey.reserve();
        methodOfFrame.ensureCapacity(frame + 1);
        file.defineFrame(frame, method, shown);
        frameByKey.put(frameKey, frame);
        methodOfFrame.add(2 * method + (createsOwnKind ? 1 : 0));
        return frame;
    }

    private int defineMethod(
            long methodKey,
            @Nullable Class<?> type,
            String className,
            String methodName,
            String descriptor,
            @Nullable String sourceFile) {
        int classString = dictionary.string(className);
        int nameString = dictionary.string(methodName);
        int descriptorString = dictionary.string(descriptor);
        int sourceString = dictionary.string(sourceFile == null ? "" : sourceFile);
        int locationString = dictionary.string(type == null ? "" : location(type));
        int method = methodByKey.size();
        methodByKey.reserve();
        constructorOf.ensureCapacity(method + 1);
        file.defineMethod(method, classString, nameString, descriptorString, sourceString, locationString);
        methodByKey.put(methodKey, method);
        constructorOf.add(methodName.equals(CONSTRUCTOR) ? classString : -1);
        return method;
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
        return frame == BEYOND ? BEYOND : methodOfFrame.get(frame) >> 1;
    }

    /** String id of the class whose constructor this frame is in, or −1. */
    int constructorOf(int frame) {
        return frame == BEYOND ? -1 : constructorOf.get(methodOfFrame.get(frame) >> 1);
    }

    /** Whether this frame is in a constructor that is creating another object of the same class. */
    boolean createsOwnKind(int frame) {
        return (methodOfFrame.get(frame) & 1) != 0;
    }

    /** Estimate of the Java heap bytes held here. */
    public long heapBytes() {
        return frameByKey.heapBytes() + methodByKey.heapBytes() + 8L * methodOfFrame.size();
    }
}
