package dev.filprofile.e2e.workload.truth;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveTask;

/** A tree of 2^12 leaves, built by forked tasks. */
public final class ForkedTasks {

    private ForkedTasks() {}

    public static void main(String[] args) {
        Object[] tree = (Object[]) ForkJoinPool.commonPool().invoke(new Build(12));
        Garbage.megabytes(50);
        System.out.println(tree.length);
    }

    private static final class Build extends RecursiveTask<Object> {

        private static final long serialVersionUID = 1;
        private final int levels;

        Build(int levels) {
            this.levels = levels;
        }

        @Override
        protected Object compute() {
            if (levels == 0) {
                return new byte[6000]; // holds 4096 x byte[6000]
            }
            Build left = new Build(levels - 1);
            left.fork();
            Object right = new Build(levels - 1).compute();
            return new Object[] {left.join(), right}; // holds 4095 x ref[2]
        }
    }
}
