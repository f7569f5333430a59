package dev.filprofile.agent.offheap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the plain way: a map of what is alive, copied whenever there is more of it than ever. */
class BlockBooksTest {

    /** Copies everything at each new peak. */
    private static final class Naive {
        private record Taken(long bytes, @Nullable Block block) {}

        private final Map<Long, Taken> alive = new TreeMap<>();
        private long liveBytes;
        private long peakBytes;
        private Set<Block> peak = new HashSet<>();

        void allocated(long address, long bytes, @Nullable Block block) {
            freed(address);
            alive.put(address, new Taken(bytes, block));
            liveBytes += bytes;
            if (liveBytes > peakBytes) {
                peakBytes = liveBytes;
                peak = living();
            }
        }

        void freed(long address) {
            Taken taken = alive.remove(address);
            liveBytes -= taken == null ? 0 : taken.bytes;
        }

        Set<Block> living() {
            Set<Block> blocks = new HashSet<>();
            alive.values().forEach(taken -> {
                if (taken.block != null) {
                    blocks.add(taken.block);
                }
            });
            return blocks;
        }
    }

    private static void allocate(BlockBooks books, long address, long bytes, @Nullable Block block, long millis) {
        int wanted = books.wantedSlots();
        if (wanted > 0) {
            books.growInto(BlockTable.ofSlots(wanted));
        }
        books.allocated(address, bytes, block, () -> millis);
    }

    /** Fails to move a block, whose address may be another block's in between. Returns whether there is such a block. */
    private static boolean mayMove(BlockBooks books, long address, boolean taken) {
        long moving = books.moving(address);
        if (moving != 0 && taken) {
            books.freed(address);
        }
        if (moving != 0) {
            books.stayed(moving);
        }
        return moving != 0;
    }

    private static List<Block> peakPicture(BlockBooks books) {
        Block[] blocks = new Block[books.peakPicture(new Block[0])];
        assertThat(books.peakPicture(blocks)).isEqualTo(blocks.length);
        return Arrays.asList(blocks);
    }

    private static List<Block> livePicture(BlockBooks books) {
        Block[] blocks = new Block[books.livePicture(new Block[0])];
        assertThat(books.livePicture(blocks)).isEqualTo(blocks.length);
        return Arrays.asList(blocks);
    }

    private static Block block(long bytes) {
        return new Block(bytes, 1, 0, "stack", "main");
    }

    /** Few addresses, so that they come again, and phases of growth and of decline, so that peaks come and go. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void thePeaksPictureIsWhatACopyWouldBe(long seed) {
        Random random = new Random(seed);
        BlockBooks books = new BlockBooks();
        Naive naive = new Naive();
        int addresses = 20 << (seed % 3) * 4;
        for (int step = 0; step < 6000; step++) {
            long address = 16L * (1 + random.nextInt(addresses));
            boolean growing = (step / 500) % 2 == 0;
            if (random.nextInt(10) == 0) {
                assertThat(mayMove(books, address, random.nextBoolean())).isEqualTo(naive.alive.containsKey(address));
            } else if (random.nextInt(10) < (growing ? 7 : 3)) {
                long bytes = 1 + random.nextInt(1000);
                @Nullable Block block = random.nextInt(4) == 0 ? null : block(bytes);
                allocate(books, address, bytes, block, step);
                naive.allocated(address, bytes, block);
            } else {
                books.freed(address);
                naive.freed(address);
            }
            assertThat(books.liveBytes()).isEqualTo(naive.liveBytes);
            assertThat(books.peakBytes()).isEqualTo(naive.peakBytes);
            if (step % 7 == 0) {
                assertThat(peakPicture(books))
                        .as("step %d, seed %d", step, seed)
                        .doesNotHaveDuplicates()
                        .containsExactlyInAnyOrderElementsOf(naive.peak);
                assertThat(livePicture(books))
                        .doesNotHaveDuplicates()
                        .containsExactlyInAnyOrderElementsOf(naive.living());
            }
        }
    }

    /** Twenty thousand blocks, mostly at neighbouring addresses, in a table that doubles several times. */
    @Test
    void aLargeTableFindsEveryBlockAgain() {
        Random random = new Random(42);
        BlockBooks books = new BlockBooks();
        Map<Long, Long> alive = new HashMap<>();
        for (int i = 0; i < 60_000; i++) {
            long address = 0x7f00_0000_0000L + 16L * random.nextInt(40_000);
            if (i % 3 == 2) {
                books.freed(address);
                alive.remove(address);
            } else {
                allocate(books, address, i, null, 0);
                alive.put(address, (long) i);
            }
        }
        assertThat(books.liveBytes())
                .isEqualTo(alive.values().stream().mapToLong(Long::longValue).sum());
        alive.keySet().forEach(books::freed);
        assertThat(books.liveBytes()).isZero();
    }

    @Test
    void thePeakHasItsMoment() {
        BlockBooks books = new BlockBooks();
        allocate(books, 16, 100, null, 5);
        allocate(books, 32, 100, null, 6);
        books.freed(16);
        allocate(books, 48, 100, null, 7);

        assertThat(books.peakMillis()).isEqualTo(6);
        assertThat(books.peakBytes()).isEqualTo(200);
        assertThat(books.allocations()).isEqualTo(3);
    }

    @Test
    void whatIsBeyondTheBoundIsCountedAndNothingElse() {
        BlockBooks books = new BlockBooks(3);
        for (int i = 1; i <= 5; i++) {
            allocate(books, 16L * i, 10, block(10), i);
        }
        assertThat(books.liveBytes()).isEqualTo(30);
        assertThat(books.untracked()).isEqualTo(2);
        for (int i = 1; i <= 5; i++) {
            books.freed(16L * i);
        }
        assertThat(books.liveBytes()).isZero();
        assertThat(peakPicture(books)).hasSize(3);
        allocate(books, 16, 10, block(10), 9);
        assertThat(books.liveBytes()).isEqualTo(10);
    }

    @Test
    void aNewPeakEmptiesTheGraveyard() {
        BlockBooks books = new BlockBooks();
        Block first = block(100);
        Block second = block(200);
        allocate(books, 16, 100, first, 1);
        books.freed(16);
        assertThat(peakPicture(books)).containsExactly(first);
        allocate(books, 16, 200, second, 2);
        assertThat(peakPicture(books)).containsExactly(second);
    }

    @Test
    void aBlockThatMovesLivesUntilItHasMoved() {
        BlockBooks books = new BlockBooks();
        Block first = block(100);
        Block second = block(10);
        Block third = block(300);
        allocate(books, 16, 100, first, 1);
        long moving = books.moving(16);
        allocate(books, 16, 10, second, 2); // it has moved, and somebody else was quicker than the one who tells
        assertThat(books.liveBytes()).isEqualTo(110);
        assertThat(books.moving(16)).isNotIn(0L, moving);
        books.freed(moving);
        allocate(books, 32, 300, third, 3);

        assertThat(livePicture(books)).containsExactlyInAnyOrder(second, third);
        assertThat(books.liveBytes()).isEqualTo(310);
        assertThat(books.moving(48)).isZero();
    }

    /**
     * Threads that come to the end of their stack while they take and free memory: whatever a step throws then, it is not begun,
     * and one that returns is done.
     */
    @Test
    void whereTheStackEndsAStepIsDoneOrNotBegun() throws InterruptedException {
        BlockBooks books = new BlockBooks();
        books.growInto(BlockTable.ofSlots(8192));
        Dive dive = new Dive(books);
        Naive naive = new Naive();
        Thread thread = new Thread(
                null,
                () -> {
                    for (int round = 0; round < 200; round++) {
                        dive.toTheEnd();
                    }
                },
                "dive",
                200_000);
        thread.start();
        thread.join();

        dive.replay(naive);
        assertThat(dive.interrupted).as("steps at which the stack ended").isGreaterThan(20);
        assertThat(books.liveBytes()).isEqualTo(naive.liveBytes);
        assertThat(books.peakBytes()).isEqualTo(naive.peakBytes);
        assertThat(livePicture(books)).containsExactlyInAnyOrderElementsOf(naive.living());
        assertThat(peakPicture(books)).containsExactlyInAnyOrderElementsOf(naive.peak);
    }

    /** Takes and frees at each level of a recursion without end, and notes what it did without a call. */
    private static final class Dive {

        private static final int MOST = 300_000;
        private static final int LIVING = 30;

        private final BlockBooks books;
        private final Block[] blocks = new Block[MOST];
        private final boolean[] done = new boolean[MOST];
        private int steps;
        private int interrupted;

        Dive(BlockBooks books) {
            this.books = books;
            Arrays.setAll(blocks, i -> block(100 + i % 50));
        }

        private static boolean frees(int step) {
            return step % 2 == 1;
        }

        private static long address(int step) {
            return 16L * (frees(step) ? step - 2 * LIVING - 1 : step) + 16;
        }

        void toTheEnd() {
            try {
                deeper();
            } catch (StackOverflowError expected) {
                interrupted++;
            }
        }

        private void deeper() {
            int step = steps;
            if (step == MOST) {
                return;
            }
            steps = step + 1;
            if (frees(step)) {
                books.freed(address(step));
            } else {
                books.allocated(address(step), blocks[step].bytes(), blocks[step], () -> 0);
            }
            done[step] = true;
            deeper();
        }

        void replay(Naive naive) {
            for (int step = 0; step < steps; step++) {
                if (done[step] && frees(step)) {
                    naive.freed(address(step));
                } else if (done[step]) {
                    naive.allocated(address(step), blocks[step].bytes(), blocks[step]);
                }
            }
        }
    }
}
