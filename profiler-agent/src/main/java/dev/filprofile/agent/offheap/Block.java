package dev.filprofile.agent.offheap;

import org.jspecify.annotations.Nullable;

/**
 * A block of memory outside the heap whose stack was taken. Made by the thread that takes the memory; the fields between belong
 * to whoever holds the lock of {@link OffHeap}; its place is found by the owner of the recorder, which alone reads it.
 */
public final class Block {

    final long bytes;
    /** Blocks that it stands for, at least 1. */
    final double weight;
    /** Collections that had ended when it was made. */
    final int epoch;

    // Under the lock: the allocation that it was, and its neighbours among the living or below it in the graveyard.
    long birth;

    @Nullable
    Block newer;

    @Nullable
    Block older;

    // On its way to its place.
    @Nullable
    Block handedInBefore;

    private @Nullable Object stack;
    private @Nullable String threadName;
    private int path;
    private int threadId;

    /**
     * @param stack as the stack capture made it
     * @param threadName null for a thread under construction
     */
    public Block(long bytes, double weight, int epoch, Object stack, @Nullable String threadName) {
        this.bytes = bytes;
        this.weight = weight;
        this.epoch = epoch;
        this.stack = stack;
        this.threadName = threadName;
    }

    /** The stack, until {@link #place}. */
    public @Nullable Object stack() {
        return stack;
    }

    /** The thread's name, until {@link #place}; null for a thread under construction. */
    public @Nullable String threadName() {
        return threadName;
    }

    /** Where it was taken, in the numbers of the file; lets go of the stack. */
    public void place(int newPath, int newThreadId) {
        path = newPath;
        threadId = newThreadId;
        stack = null;
        threadName = null;
    }

    /** Whether its place was found. */
    public boolean isPlaced() {
        return stack == null;
    }

    /** Call path, once it is placed. */
    public int path() {
        return path;
    }

    /** Thread name, once it is placed. */
    public int threadId() {
        return threadId;
    }

    public long bytes() {
        return bytes;
    }

    /** Blocks that it stands for: 1, or more where blocks of its size are sampled. */
    public double weight() {
        return weight;
    }
}
