package dev.filprofile.profile.format;

import dev.filprofile.profile.Allocation;
import java.util.ArrayList;
import java.util.List;

/** The allocations as a block: first all references, then all sums, which compress better that way. */
final class AllocationsBlock {

    private AllocationsBlock() {}

    static void write(List<Allocation> allocations, BlockOutput out) {
        out.unsigned(allocations.size());
        int node = 0;
        for (Allocation allocation : allocations) {
            out.signed(allocation.node() - node);
            out.unsigned(allocation.classIndex());
            out.unsigned(allocation.threadIndex());
            out.unsigned(allocation.taskIndex());
            node = allocation.node();
        }
        for (Allocation allocation : allocations) {
            out.real(allocation.bytes());
            out.real(allocation.objects());
            out.real(allocation.variance());
        }
    }

    static List<Allocation> read(BlockInput in, int nodes, int classes, int threads, int tasks)
            throws ProfileFormatException {
        int count = in.count(4 + 3 * 8);
        int[] references = new int[4 * count];
        int node = 0;
        for (int i = 0; i < references.length; i += 4) {
            node += in.signedInt();
            if (node < 0 || node >= nodes) {
                throw in.damaged("an allocation refers to node " + node + " of " + nodes);
            }
            references[i] = node;
            references[i + 1] = in.index(classes);
            references[i + 2] = in.index(threads);
            references[i + 3] = in.index(tasks);
        }
        List<Allocation> allocations = new ArrayList<>(count);
        for (int i = 0; i < references.length; i += 4) {
            allocations.add(new Allocation(
                    references[i],
                    references[i + 1],
                    references[i + 2],
                    references[i + 3],
                    in.real(),
                    in.real(),
                    in.real()));
        }
        return allocations;
    }
}
