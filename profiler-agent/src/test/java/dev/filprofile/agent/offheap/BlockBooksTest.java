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
        books.allocated(address, bytes, block, millis);
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
            if (random.nextInt(10) < (growing ? 7 : 3)) {
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
}
