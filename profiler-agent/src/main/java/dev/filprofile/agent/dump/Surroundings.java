package dev.filprofile.agent.dump;

import dev.filprofile.profile.JvmMemory;
import java.io.BufferedReader;
import java.io.FileReader;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.LongSupplier;

/** What the process holds beside the heap, as the JVM and the operating system tell it. One thread at a time. */
public final class Surroundings {

    /** Room that the heap must have for {@link #read}; it needs some tens of kilobytes. */
    static final long ROOM_BYTES = 512 * 1024;

    /** Made in time. */
    static final JvmMemory UNKNOWN = JvmMemory.unknown();

    /** The agent's own daemon thread. */
    private static final int OWN_THREADS = 1;

    private static final String STATUS = "/proc/self/status";
    private static final String RESIDENT = "VmRSS:";

    private final List<BufferPoolMXBean> buffers = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class);
    private final List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    private final LongSupplier ownMappedBytes;

    /** @param ownMappedBytes bytes of files that the profiler has mapped by now */
    public Surroundings(LongSupplier ownMappedBytes) {
        this.ownMappedBytes = ownMappedBytes;
        read(); // as in Collections.prepare
    }

    JvmMemory read() {
        long mapped = buffers("mapped");
        return new JvmMemory(
                buffers("direct"),
                mapped < 0 ? JvmMemory.UNKNOWN : Math.max(0, mapped - ownMappedBytes.getAsLong()),
                pools("Metaspace"),
                pools("Compressed Class Space"),
                // one pool, or several segments of it
                pools("Code"),
                Math.max(1, threads.getThreadCount() - OWN_THREADS),
                residentBytes());
    }

    private long buffers(String name) {
        for (BufferPoolMXBean pool : buffers) {
            if (pool.getName().equals(name)) {
                return pool.getMemoryUsed();
            }
        }
        return JvmMemory.UNKNOWN;
    }

    private long pools(String prefix) {
        long bytes = JvmMemory.UNKNOWN;
        for (MemoryPoolMXBean pool : pools) {
            if (pool.getType() == MemoryType.NON_HEAP && pool.getName().startsWith(prefix)) {
                bytes = Math.max(0, bytes) + pool.getUsage().getUsed();
            }
        }
        return bytes;
    }

    private static long residentBytes() {
        if (SecurityManagers.isSet()) {
            return JvmMemory.UNKNOWN;
        }
        try (BufferedReader status = new BufferedReader(new FileReader(STATUS, StandardCharsets.US_ASCII))) {
            for (String line = status.readLine(); line != null; line = status.readLine()) {
                if (line.startsWith(RESIDENT)) {
                    return 1024 * number(line);
                }
            }
        } catch (IOException | SecurityException elsewhere) {
            return JvmMemory.UNKNOWN; // another system, or the program has set a security manager just now
        }
        return JvmMemory.UNKNOWN;
    }

    /** The digits of a line. */
    private static long number(String line) {
        long number = 0;
        for (int i = 0; i < line.length(); i++) {
            int digit = line.charAt(i) - '0';
            if (digit >= 0 && digit <= 9) {
                number = 10 * number + digit;
            }
        }
        return number;
    }
}
