package dev.filprofile.agent.instrument;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the JVM calls with every class: decides whether it is instrumented, takes the result from the cache if it can, and
 * sees to it that the program never fails because of us: whatever goes wrong, the class stays as it was and is counted.
 *
 * <p>Called by any thread, re-entered by none: while a transformer runs, the JVM offers nothing to it on the same thread.
 * Holds no lock while anything is loaded or rewritten, does no I/O but reading memory-mapped pages, keeps no reference to a
 * class or loader.
 */
final class AllocationTransformer implements ClassFileTransformer {

    private final ClassInstrumenter instrumenter;
    private final UntouchedClasses untouched;
    private final OfferedClasses offered;
    private final Casualties casualties;
    private final OwnKindCreations creations;
    private final InlinedLines inlinedLines;
    private final Parking parking;
    private final @Nullable JdkClassCacheWriter cacheWriter;
    private final AtomicInteger transformed = new AtomicInteger();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger fromCache = new AtomicInteger();
    private final AtomicLong allocatedBytes = new AtomicLong();
    private volatile @Nullable LongSupplier threadAllocations;
    private volatile JdkClassCache cache = JdkClassCache.empty();
    private volatile boolean pristine;
    private volatile boolean redefining;
    private volatile boolean ended;

    AllocationTransformer(
            HookTarget target,
            OfferedClasses offered,
            Casualties casualties,
            OwnKindCreations creations,
            InlinedLines inlinedLines,
            Parking parking,
            @Nullable JdkClassCacheWriter cacheWriter) {
        this.instrumenter = new ClassInstrumenter(target, casualties);
        this.untouched = new UntouchedClasses(target);
        this.offered = offered;
        this.casualties = casualties;
        this.creations = creations;
        this.inlinedLines = inlinedLines;
        this.parking = parking;
        this.cacheWriter = cacheWriter;
    }

    /** Where JDK classes are looked up first. */
    void useCache(JdkClassCache cache) {
        this.cache = cache;
    }

    /** Whether what is offered from now on is known to be the JDK's own, untouched by any other agent. */
    void setPristine(boolean pristine) {
        this.pristine = pristine;
    }

    /**
     * While this is on, redefined classes are left alone: they come out of the cache. Classes that the redefinition is the first to
     * load are not.
     */
    void setRedefining(boolean redefining) {
        this.redefining = redefining;
    }

    /** Classes that were changed. */
    int transformed() {
        return transformed.get();
    }

    void countRedefinedFromCache(int classes) {
        transformed.addAndGet(classes);
        fromCache.addAndGet(classes);
    }

    /** Classes that did not have to be looked at, since the cache knew them. */
    int fromCache() {
        return fromCache.get();
    }

    /** From here on what is allocated here is counted; {@code allocations} tells it of the calling thread. */
    void countAllocations(LongSupplier allocations) {
        threadAllocations = allocations;
    }

    /** Bytes allocated here since, by all threads together. */
    long allocatedBytes() {
        return allocatedBytes.get();
    }

    /** Time spent here, by all threads together. */
    long nanos() {
        return nanos.get();
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable Module module,
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> classBeingRedefined,
            @Nullable ProtectionDomain protectionDomain,
            byte[] original) {
        if (redefining && classBeingRedefined != null) {
            return null;
        }
        int previous = parking.park();
        try {
            long start = System.nanoTime();
            LongSupplier allocations = threadAllocations;
            long allocatedBefore = allocations == null ? -1 : allocations.getAsLong();
            byte[] result = transformOrNull(module, loader, name, original);
            if (allocations != null && allocatedBefore >= 0) {
                allocatedBytes.addAndGet(allocations.getAsLong() - allocatedBefore);
            }
            nanos.addAndGet(System.nanoTime() - start);
            return result;
        } catch (Throwable t) { // an error too: the program must get its class
            noteFailure(name, t);
            return null;
        } finally {
            parking.unpark(previous);
        }
    }

    /** Leaves hidden classes alone from now on. The JVM is told by other means to offer no others. */
    void end() {
        ended = true;
    }

    /** The same for a hidden class, which the JVM offers to nobody: called before it is defined. */
    byte @Nullable [] transformHidden(byte[] original) {
        if (ended) {
            return null;
        }
        int previous = parking.park();
        try {
            String name = new ClassFileLayout(original).className();
            byte[] result = untouched.contains(name) ? null : instrumenter.instrument(name, original);
            if (result != null) {
                transformed.incrementAndGet();
            }
            return result;
        } catch (
                Throwable
                        t) { // an error too: the program must get its class, or be told by the VM what is wrong with it
            return null;
        } finally {
            parking.unpark(previous);
        }
    }

    private byte @Nullable [] transformOrNull(
            @Nullable Module module, @Nullable ClassLoader loader, @Nullable String name, byte[] original) {
        if (name != null) {
            if (untouched.contains(name)) {
                return null;
            }
            offered.add(name, loader);
        }
        byte[] result;
        if (name == null) {
            result = instrumenter.instrument(null, original);
        } else if (!isOfJdk(module, loader)) {
            result = instrumentedProgramClass(name, loader, original);
        } else if (cacheWriter == null) {
            result = instrumenter.instrument(name, original);
        } else {
            result = instrumentedJdkClass(cacheWriter, name, original);
        }
        if (result != null) {
            transformed.incrementAndGet();
        }
        return result;
    }

    private byte @Nullable [] instrumentedProgramClass(String name, @Nullable ClassLoader loader, byte[] original) {
        ClassFileLayout layout = instrumenter.layout(name, original);
        if (layout == null) {
            return null;
        }
        byte[] result = instrumenter.instrument(name, layout);
        creations.read(name, loader, layout, result);
        inlinedLines.read(name, loader, layout);
        return result;
    }

    private byte @Nullable [] instrumentedJdkClass(JdkClassCacheWriter writer, String name, byte[] original) {
        JdkClassCache known = cache;
        int crc = JdkClassCache.crc(original);
        boolean isPristine = pristine;
        int entry = known.find(name, original.length, crc);
        boolean found = entry != JdkClassCache.NOT_FOUND;
        if (found) {
            fromCache.incrementAndGet();
        }
        byte[] result = found ? known.body(entry) : instrumenter.instrument(name, original);
        if (!found || (isPristine && !known.isPristine(entry))) {
            writer.add(name, original.length, crc, result, isPristine);
        }
        return result;
    }

    /** By the module's name, which nobody checks: the bytes' check sum decides what a cached class is used for. */
    static boolean isOfJdk(@Nullable Module module, @Nullable ClassLoader loader) {
        if (module == null || !module.isNamed()) {
            return false;
        }
        String name = module.getName();
        return loader == null || name.startsWith("java.") || name.startsWith("jdk.");
    }

    private void noteFailure(@Nullable String name, Throwable cause) {
        try {
            casualties.classLeft(name == null ? "?" : name, cause.getClass().getName());
        } catch (Throwable nothingLeftToTry) {
            // out of memory or stack: the class stays as it was, which is all that matters now
        }
    }
}
