package dev.filprofile.benchmark;

import com.google.monitoring.runtime.instrumentation.AllocationRecorder;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;

/** Runs another program under Google's allocation instrumenter with the least that can be done with it: adding up. */
public final class Counted {

    public static void main(String[] args) throws Throwable {
        LongAdder objects = new LongAdder();
        LongAdder bytes = new LongAdder();
        AllocationRecorder.addSampler((count, description, object, size) -> {
            objects.increment();
            bytes.add(size);
        });
        Class.forName(args[0])
                .getMethod("main", String[].class)
                .invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
        System.err.println(objects.sum() + " objects, " + bytes.sum() + " bytes");
    }
}
