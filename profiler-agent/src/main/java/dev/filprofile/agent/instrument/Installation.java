package dev.filprofile.agent.instrument;

import java.io.IOException;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Brings the hook into every class of this JVM, those that are loaded already and those to come, and keeps watch that none is
 * missed.
 *
 * <p>Order matters, and {@link #install} keeps it. The hook class must exist before. {@code ThreadLocalRandom} goes first,
 * because the fast engine counts in the field that it used. {@code Object.<init>} goes last, because from then on every object
 * reaches the hook.
 *
 * <p>The JVM offers no class to a transformer that is loaded while a transformer runs on the same thread. What a
 * transformation is the first to use is therefore missed: {@link #sweep} finds it.
 *
 * <p>It offers no hidden class at all: the hook brings those, see {@link #hiddenClasses}.
 *
 * <p>{@code install} and {@code remove} are called once; {@code sweep} by one thread at a time; {@code flushCache} and the
 * rest by any. No method throws because a class could not be instrumented: see {@link #failures} and {@link #notes}.
 */
public final class Installation {

    /** Each round finds what the one before was the first to load, which is less and less. */
    private static final int SWEEP_ROUNDS = 8;

    private final Instrumentation instrumentation;
    private final HookTarget target;
    private final Parking parking;
    private final Function<Class<?>, @Nullable ClassLoader> loaders;
    private final UntouchedClasses untouched;
    private final String ownOption;
    private final OfferedClasses offered = new OfferedClasses();
    private final Casualties casualties = new Casualties();
    private final OwnKindCreations creations;
    private final InlinedLines inlinedLines;
    private final AllocationTransformer transformer;
    private final @Nullable CacheFile cacheFile;
    private int offeredAtLastSweep;
    private @Nullable String cacheTrouble;

    /**
     * Prepares, changes nothing.
     *
     * @param loaders gives a class's loader, null for the boot loader; called on threads of the program too
     * @param cacheDirectory where instrumented JDK classes are kept for the next run, a directory that only this user can write
     *     to; made if it is missing; null for none
     * @param engineIdentity of the agent: another one does not use this one's cache
     * @param ownOption option of the JVM that looks as if somebody else had changed the JDK's classes, and is ours
     * @throws IllegalArgumentException if the JVM lets this agent not retransform and redefine classes
     */
    public Installation(
            Instrumentation instrumentation,
            HookTarget target,
            Parking parking,
            Function<Class<?>, @Nullable ClassLoader> loaders,
            @Nullable Path cacheDirectory,
            String engineIdentity,
            String ownOption) {
        if (!instrumentation.isRetransformClassesSupported() || !instrumentation.isRedefineClassesSupported()) {
            throw new IllegalArgumentException("this JVM does not let the agent change loaded classes");
        }
        this.instrumentation = instrumentation;
        this.target = target;
        this.parking = parking;
        this.loaders = loaders;
        this.creations = new OwnKindCreations(loaders);
        this.inlinedLines = new InlinedLines(loaders);
        this.untouched = new UntouchedClasses(target);
        this.cacheFile = CacheFile.in(cacheDirectory, target, engineIdentity);
        this.ownOption = ownOption;
        this.transformer = new AllocationTransformer(
                target,
                offered,
                casualties,
                creations,
                inlinedLines,
                parking,
                cacheFile == null ? null : cacheFile.writer);
    }

    /** Instruments all loaded classes and registers for those to come. For premain, on its thread. */
    public void install() {
        int previous = parking.park();
        try {
            boolean pristine = !JdkBuild.mayBeAltered(ownOption);
            JdkClassCache cache = cacheFile == null ? JdkClassCache.empty() : cacheFile.open();
            transformer.useCache(cache);
            transformer.setPristine(pristine);
            Preloading.run(target);
            instrumentation.addTransformer(transformer, true);
            if (pristine && !cache.isEmpty()) {
                redefineLoadedFromCache(cache);
            }
            retransformFirst();
            sweepUntilQuiet();
            transformer.setPristine(false);
            hookObject();
            sweepUntilQuiet();
            writeCache();
        } finally {
            parking.unpark(previous);
        }
    }

    /**
     * Instruments loaded classes that were never offered. Cheap when no class was loaded since the last time, else some
     * milliseconds for ten thousand classes.
     */
    public void sweep() {
        if (offered.size() != offeredAtLastSweep) {
            int previous = parking.park();
            try {
                sweepUntilQuiet();
            } finally {
                parking.unpark(previous);
            }
        }
    }

    /**
     * Writes newly instrumented JDK classes to the cache and lets go of them. Cheap when there is none, else rewrites a file of
     * a few MB: to be called now and then, and, after {@link #remove}, as one of the last things of a run.
     */
    public void flushCache() {
        if (cacheFile != null && cacheFile.writer.heapBytes() > 0) {
            int previous = parking.park();
            try {
                writeCache();
            } finally {
                parking.unpark(previous);
            }
        }
    }

    /** Bytes of files that are mapped here. */
    public long mappedBytes() {
        return cacheFile == null ? 0 : cacheFile.current.mappedBytes();
    }

    /** What the hook is to do with the class file of a hidden class before it is defined; gives null to leave it. */
    public UnaryOperator<@Nullable Object> hiddenClasses() {
        // not a lambda, which would be a hidden class itself
        return new UnaryOperator<>() {
            @Override
            public @Nullable Object apply(@Nullable Object classFile) {
                return classFile instanceof byte[] bytes ? transformer.transformHidden(bytes) : null;
            }
        };
    }

    /** Instruments no class from now on; those that are instrumented stay so. The first statement of a shutdown. */
    public void remove() {
        transformer.end();
        instrumentation.removeTransformer(transformer);
    }

    /** Whether a constructor of this class is creating another object of it at a place in its code; for the program's classes. */
    public boolean createsOwnKind(Class<?> type, int codeIndex, int line) {
        return creations.createsOwnKind(type, codeIndex, line);
    }

    /** The line of a program's source file that is meant by one in a stack trace. */
    public int shownLine(Class<?> type, int line) {
        return inlinedLines.callingLine(type, line);
    }

    /** Heap that this object holds, roughly. */
    public long heapBytes() {
        return offered.heapBytes()
                + creations.heapBytes()
                + inlinedLines.heapBytes()
                + (cacheFile == null ? 0 : cacheFile.writer.heapBytes());
    }

    /** Classes that were given hooks. */
    public int classesTransformed() {
        return transformer.transformed();
    }

    /** Classes and methods that should have been given hooks and were not. */
    public int failures() {
        return casualties.classes() + casualties.methods();
    }

    /** Time spent on instrumenting classes, by all threads together. */
    public long transformNanos() {
        return transformer.nanos();
    }

    /** Classes that came out of the cache of earlier runs. */
    public int classesFromCache() {
        return transformer.fromCache();
    }

    /**
     * From here on counts what instrumenting allocates.
     *
     * @param threadAllocations bytes allocated so far by the calling thread; negative where that is not known
     */
    public void countAllocations(LongSupplier threadAllocations) {
        transformer.countAllocations(threadAllocations);
    }

    /** Bytes allocated by instrumenting classes since then, by all threads together. */
    public long allocatedBytes() {
        return transformer.allocatedBytes();
    }

    /** What the reader of a report has to know: nothing if all went well. */
    public List<String> notes() {
        List<String> notes = casualties.notes();
        if (cacheTrouble != null) {
            notes.add(cacheTrouble);
        }
        return notes;
    }

    /**
     * Gives the loaded classes of the boot loader their cached form. They are not seen first, which is why this is only for a JVM
     * in which nobody else can have changed them, and only for what was made in such a JVM.
     */
    private void redefineLoadedFromCache(JdkClassCache cache) {
        List<ClassDefinition> definitions = new ArrayList<>();
        int first = 0;
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (loaded.getClassLoader() != null || loaded.isArray() || loaded.isPrimitive()) {
                continue;
            }
            String name = loaded.getName();
            int entry = cache.findPristine(name.replace('.', '/'));
            if (entry == JdkClassCache.NOT_FOUND || !loaded.getModule().isNamed()) {
                continue;
            }
            byte[] body = cache.body(entry);
            if (body == null) {
                offered.add(name, null); // has nothing to instrument
            } else if (loaded == ThreadLocalRandom.class) {
                definitions.add(0, new ClassDefinition(loaded, body));
                first = 1;
            } else {
                definitions.add(new ClassDefinition(loaded, body));
            }
        }
        if (first > 0 && !redefine(definitions.subList(0, first))) {
            return;
        }
        redefine(definitions.subList(first, definitions.size()));
    }

    /** False if the JVM refuses; then the classes are as they were and will be retransformed. */
    private boolean redefine(List<ClassDefinition> definitions) {
        if (definitions.isEmpty()) {
            return true;
        }
        try {
            transformer.setRedefining(true);
            instrumentation.redefineClasses(definitions.toArray(new ClassDefinition[0]));
        } catch (Exception | Error e) {
            cacheTrouble =
                    "cached JDK classes were not accepted: ".concat(e.getClass().getName());
            return false;
        } finally {
            transformer.setRedefining(false);
        }
        for (ClassDefinition definition : definitions) {
            offered.add(definition.getDefinitionClass().getName(), null);
        }
        transformer.countRedefinedFromCache(definitions.size());
        return true;
    }

    private void retransformFirst() {
        // by its literal: loaded now, if it was not, rather than at a moment when we are not offered it
        if (target.ownsSecondarySeed() && offered.add(ThreadLocalRandom.class.getName(), null)) {
            retransform(new Class<?>[] {ThreadLocalRandom.class});
        }
    }

    private void hookObject() {
        retransform(new Class<?>[] {Object.class});
    }

    private void sweepUntilQuiet() {
        for (int round = 0; round < SWEEP_ROUNDS; round++) {
            offeredAtLastSweep = offered.size();
            Class<?>[] missed = neverOffered();
            if (missed.length == 0) {
                return;
            }
            retransform(missed);
        }
    }

    private Class<?>[] neverOffered() {
        List<Class<?>> missed = new ArrayList<>();
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (!loaded.isArray()
                    && loaded != Object.class
                    && offered.add(loaded.getName(), loaders.apply(loaded))
                    && instrumentation.isModifiableClass(loaded)
                    && !untouched.contains(loaded.getName().replace('.', '/'))) {
                missed.add(loaded);
            }
        }
        return missed.toArray(new Class<?>[0]);
    }

    /** All at once, since each call stops the program for a moment; if the JVM refuses, by halves until the culprit is alone. */
    private void retransform(Class<?>[] classes) {
        try {
            instrumentation.retransformClasses(classes);
        } catch (Exception | Error e) { // whatever a class of the program's is unhappy about, or too little memory
            if (classes.length == 1) {
                casualties.classLeft(classes[0].getName(), e.getClass().getName());
                return;
            }
            int half = classes.length / 2;
            retransform(part(classes, 0, half));
            retransform(part(classes, half, classes.length));
        }
    }

    private static Class<?>[] part(Class<?>[] classes, int from, int to) {
        Class<?>[] part = new Class<?>[to - from];
        System.arraycopy(classes, from, part, 0, part.length);
        return part;
    }

    /** Two threads may want it at the end of a run: the one that does it now and then, and the one that shuts down. */
    private synchronized void writeCache() {
        if (cacheFile != null) {
            try {
                transformer.useCache(cacheFile.write());
            } catch (IOException | SecurityException e) {
                cacheTrouble = "instrumented JDK classes could not be kept: ".concat(e.toString());
            }
        }
    }

    /** The cache file of this JDK and agent. */
    private static final class CacheFile {

        private final Path path;
        private final String key;
        private final JdkClassCacheWriter writer;
        private volatile JdkClassCache current = JdkClassCache.empty();
        /** Whether the file has more than {@link #current}; mapped only when it is needed, which is mostly never. */
        private boolean stale;

        private CacheFile(Path directory, String key) {
            String fileName = JdkBuild.fileName(key);
            this.path = directory.resolve(fileName);
            this.key = key;
            this.writer = new JdkClassCacheWriter(directory, fileName, key);
        }

        static @Nullable CacheFile in(@Nullable Path directory, HookTarget target, String engineIdentity) {
            String key = directory == null ? null : JdkBuild.key(target, engineIdentity);
            return directory == null || key == null ? null : new CacheFile(directory, key);
        }

        JdkClassCache open() {
            current = JdkClassCache.open(path, key);
            return current;
        }

        JdkClassCache write() throws IOException {
            if (stale) {
                open();
            }
            stale = writer.publish(current);
            return current;
        }
    }
}
