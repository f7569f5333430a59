package dev.filprofile.e2e.workload;

/** 4 MB stay; 200 MB pass by. */
public final class GarbageOverSmallLiveSet {

    static final byte[][] LIVE = new byte[64][];
    static byte[] garbage = new byte[0];

    private GarbageOverSmallLiveSet() {}

    public static void main(String[] args) {
        for (int i = 0; i < LIVE.length; i++) {
            LIVE[i] = new byte[64 * 1024];
        }
        for (int i = 0; i < 100_000; i++) {
            garbage = new byte[2048];
        }
        System.out.println(LIVE.length + " " + garbage.length);
    }
}
