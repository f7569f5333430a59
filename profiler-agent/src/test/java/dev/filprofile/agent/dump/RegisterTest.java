package dev.filprofile.agent.dump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filprofile.agent.live.Birth;
import dev.filprofile.agent.live.Sample;
import dev.filprofile.agent.live.SampleTable;
import dev.filprofile.agent.path.CallPaths;
import dev.filprofile.agent.path.Dictionary;
import dev.filprofile.agent.path.FrameList;
import dev.filprofile.agent.path.FrameTable;
import dev.filprofile.agent.path.Origins;
import dev.filprofile.agent.path.StackCapture;
import dev.filprofile.agent.sample.CountdownSource;
import dev.filprofile.agent.sample.SamplingInterval;
import dev.filprofile.profile.format.RawSnapshotWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of births when the heap is full. */
class RegisterTest {

    private static final Object ALIVE = new Object();

    @TempDir
    private Path directory;

    private final Failures failures = new Failures();
    private final FullHeap heap = new FullHeap();
    private Register register;

    @BeforeEach
    void create() throws IOException {
        RawSnapshotWriter file = RawSnapshotWriter.create(directory.resolve("raw"), Map.of());
        Dictionary dictionary = new Dictionary(file);
        Origins origins = new Origins(Class::getClassLoader, Class::getProtectionDomain);
        CallPaths paths =
                new CallPaths(file, dictionary, heap, origins, (type, at, line) -> false, (type, line) -> line);
        register = new Register(
                new SampleTable(56),
                SamplingInterval.fixed(1024),
                new CountdownSource(1),
                dictionary,
                paths,
                heap,
                100,
                0,
                file,
                failures);
    }

    @Test
    void birthsForWhichThereIsNoMemoryWait() {
        heap.isFull = true;
        handIn(3);
        assertThat(register.takeBirths(1, 9)).isZero();
        handIn(2);
        assertThat(register.takeBirths(2, 9)).isZero();
        assertThat(register.samples()).isZero();

        heap.isFull = false;
        assertThat(register.takeBirths(3, 9)).as("garbage of five births").isEqualTo(5 * (100 + FullHeap.STACK_BYTES));
        assertThat(register.samples()).isEqualTo(5);
        assertThat(register.weightedBytes(9)).isEqualTo(5 * 24.0);
        assertThat(register.takeBirths(4, 9)).isZero();
        assertThat(register.samples()).as("each once").isEqualTo(5);
        assertThat(register.dropped()).isZero();
        assertThat(failures.count()).isZero();
    }

    @Test
    void ofTooManyTheRestIsDroppedAndCounted() {
        heap.isFull = true;
        handIn(300);
        register.takeBirths(1, 9);
        heap.isFull = false;
        register.takeBirths(2, 9);

        assertThat(register.samples()).isEqualTo(256);
        assertThat(register.dropped()).isEqualTo(44);
    }

    @Test
    void anotherFailureCostsItsBirthAloneAndIsNamed() {
        handIn(1);
        register.hand(new Birth(sample(), "broken", byte[].class, "main"));
        handIn(1);
        register.takeBirths(1, 9);

        assertThat(register.samples()).isEqualTo(2);
        assertThat(failures.count()).isEqualTo(1);
        assertThat(failures.note())
                .startsWith("The first failure of the profiler was java.lang.IllegalStateException at ")
                .contains("RegisterTest.java");
    }

    private void handIn(int births) {
        for (int i = 0; i < births; i++) {
            register.hand(new Birth(sample(), "stack", byte[].class, "main"));
        }
    }

    private static Sample sample() {
        return new Sample(ALIVE, 24, 3, 1, 0);
    }

    /** Reading a stack takes memory. */
    private static final class FullHeap implements StackCapture {

        static final long STACK_BYTES = 40;

        boolean isFull;

        @Override
        public Object capture() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void read(Object captured, FrameTable frames, FrameList into) {
            if (isFull) {
                throw new OutOfMemoryError("as asked for");
            }
            if (captured.equals("broken")) {
                throw new IllegalStateException("as asked for");
            }
        }

        @Override
        public long heapBytes(Object captured) {
            return STACK_BYTES;
        }

        @Override
        public String description() {
            return "";
        }
    }
}
