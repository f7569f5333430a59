package dev.filprofile.e2e.workload;

/** Makes 256 MB in small arrays and 256 MB in plain objects of 40 bytes, keeps nothing, ends while main is running. */
public final class HalfGigabyteOfGarbage {

    private static final int BYTES = 256 << 20;

    private static Object last = new Object();

    private long a;
    private long b;
    private long c;

    private HalfGigabyteOfGarbage(long value) {
        a = value;
        b = value;
        c = value;
    }

    public static void main(String[] args) {
        long sum = 0;
        for (int i = 0; i < BYTES / 512; i++) {
            last = new byte[496];
        }
        for (int i = 0; i < BYTES / 40; i++) {
            HalfGigabyteOfGarbage one = new HalfGigabyteOfGarbage(i);
            sum += one.a + one.b + one.c;
            last = one;
        }
        System.out.println(sum + last.getClass().getSimpleName().length());
        System.exit(0);
    }
}
