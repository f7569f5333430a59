package dev.filprofile.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A hundred arrays of a megabyte; what else the threads of the test JVM allocate meanwhile is less than that, if no other test runs. */
@Isolated
class VmAllocationsTest {

    private static final int ARRAYS = 100;
    private static final long ARRAY_BYTES = ARRAYS * ((1L << 20) + 16);
    private static final long OTHERS = 32 << 20;

    private final VmAllocations allocations = new VmAllocations();
    private byte[] last = new byte[0];

    private void allocate() {
        for (int i = 0; i < ARRAYS; i++) {
            last = new byte[1 << 20];
        }
    }

    @Test
    void what_a_thread_allocates_counts_from_the_start_on() {
        allocate();
        allocations.start(0);
        long before = allocations.getAsLong();
        allocate();
        assertThat(allocations.getAsLong() - before).isBetween(ARRAY_BYTES, ARRAY_BYTES + 10_000);
        allocations.look();
        assertThat(allocations.bytes()).isBetween(ARRAY_BYTES, ARRAY_BYTES + OTHERS);
        assertThat(last).hasSize(1 << 20);
    }

    @Test
    void our_own_threads_do_not_count() throws InterruptedException {
        ownOrNot(true);
        assertThat(allocations.bytes()).isLessThan(OTHERS);
    }

    @Test
    void threads_that_start_later_count() throws InterruptedException {
        ownOrNot(false);
        assertThat(allocations.bytes()).isBetween(ARRAY_BYTES, ARRAY_BYTES + OTHERS);
    }

    private void ownOrNot(boolean own) throws InterruptedException {
        CountDownLatch allocated = new CountDownLatch(1);
        CountDownLatch looked = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            allocate();
            allocated.countDown();
            try {
                looked.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        allocations.start(0, own ? new Thread[] {thread} : new Thread[0]);
        thread.start();
        allocated.await();
        allocations.look();
        looked.countDown();
        thread.join();
    }
}
