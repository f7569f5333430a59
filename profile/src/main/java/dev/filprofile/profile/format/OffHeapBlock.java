package dev.filprofile.profile.format;

import dev.filprofile.profile.OffHeap;

/** {@link OffHeap} as a block; a profile without such memory has none. */
final class OffHeapBlock {

    private OffHeapBlock() {}

    static void write(OffHeap offHeap, BlockOutput out) {
        out.signed(offHeap.peakBytes());
        out.signed(offHeap.peakMillis());
        out.signed(offHeap.bytesAtHeapPeak());
        AllocationsBlock.write(offHeap.allocations(), out);
        OffHeap.Combined combined = offHeap.combined();
        out.signed(combined.heapBytes());
        out.signed(combined.offHeapBytes());
        out.signed(combined.millis());
        AllocationsBlock.write(combined.allocations(), out);
    }

    static OffHeap read(BlockInput in, int nodes, int classes, int threads, int tasks) throws ProfileFormatException {
        return new OffHeap(
                in.signed(),
                in.signed(),
                in.signed(),
                AllocationsBlock.read(in, nodes, classes, threads, tasks),
                new OffHeap.Combined(
                        in.signed(),
                        in.signed(),
                        in.signed(),
                        AllocationsBlock.read(in, nodes, classes, threads, tasks)));
    }
}
