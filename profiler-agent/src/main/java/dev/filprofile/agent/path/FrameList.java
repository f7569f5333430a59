package dev.filprofile.agent.path;

import java.util.Arrays;

/** Frame ids of one stack, the allocating end first, with a hash over all of them. Reused: one thread at a time. */
public final class FrameList {

    private int[] frames = new int[256];
    private int size;
    private boolean cut;

    void clear() {
        size = 0;
        cut = false;
    }

    void add(int frame) {
        if (size == frames.length) {
            frames = Arrays.copyOf(frames, size * 2);
        }
        frames[size++] = frame;
    }

    /** Notes that the stack was deeper than could be taken: its root frames are missing. */
    void markCut() {
        cut = true;
    }

    boolean isCut() {
        return cut;
    }

    int size() {
        return size;
    }

    int get(int index) {
        return frames[index];
    }

    /** 64-bit hash of the frames from {@code from} on. */
    long hash(int from) {
        long hash = cut ? 1 : 2;
        for (int i = from; i < size; i++) {
            hash = Mix.mix(hash, frames[i]);
        }
        return hash;
    }
}
