package dev.filprofile.profile.format;

import dev.filprofile.profile.RunInfo;
import dev.filprofile.profile.RunInfo.End;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** {@link RunInfo} as a block. */
final class RunBlock {

    private RunBlock() {}

    static void write(RunInfo run, BlockOutput out) {
        out.text(run.toolVersion());
        instant(run.started(), out);
        out.signed(run.durationMillis());
        out.texts(run.command());
        out.text(run.workingDirectory());
        out.text(run.jvm());
        out.text(run.javaHome());
        out.text(run.collector());
        out.flag(run.collectorChosenByUs());
        out.texts(run.jvmFlags());
        out.signed(run.maxHeapBytes());
        out.signed(run.intervalBytes());
        out.text(run.engine());
        out.text(run.commit());
        out.flag(run.commitDirty());
        out.signed(run.exitCode());
        out.text(run.end().name());
        out.unsigned(run.counters().size());
        new TreeMap<>(run.counters()).forEach((name, value) -> {
            out.text(name);
            out.signed(value);
        });
    }

    private static void instant(Instant instant, BlockOutput out) {
        out.signed(instant.getEpochSecond());
        out.unsigned(instant.getNano());
    }

    static RunInfo read(BlockInput in) throws ProfileFormatException {
        return new RunInfo(
                in.text(),
                instant(in),
                in.signed(),
                in.texts(),
                in.text(),
                in.text(),
                in.text(),
                in.text(),
                in.flag(),
                in.texts(),
                in.signed(),
                in.signed(),
                in.text(),
                in.text(),
                in.flag(),
                in.signedInt(),
                in.constant(End.class),
                counters(in));
    }

    private static Instant instant(BlockInput in) throws ProfileFormatException {
        long second = in.signed();
        int nano = in.index(1_000_000_000);
        try {
            return Instant.ofEpochSecond(second, nano);
        } catch (DateTimeException e) {
            throw in.damaged("its start is no time: " + second);
        }
    }

    private static Map<String, Long> counters(BlockInput in) throws ProfileFormatException {
        int count = in.count(2);
        Map<String, Long> counters = new HashMap<>();
        for (int i = 0; i < count; i++) {
            counters.put(in.text(), in.signed());
        }
        return counters;
    }
}
