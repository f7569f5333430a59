package dev.filprofile.e2e.workload.truth;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/** Objects that are reachable through references only: softly reachable ones are alive, others are not. */
public final class References {

    static final List<Object> REFERENCES = new ArrayList<>();
    static final ReferenceQueue<Object> QUEUE = new ReferenceQueue<>();

    private References() {}

    public static void main(String[] args) {
        for (int i = 0; i < 300; i++) {
            REFERENCES.add(new SoftReference<>(new byte[40_000])); // holds 300 x byte[40_000]
            REFERENCES.add(new WeakReference<>(new byte[30_000]));
            REFERENCES.add(new PhantomReference<>(new byte[30_001], QUEUE));
            REFERENCES.add(new byte[20_000]); // holds 300 x byte[20_000]
        }
        Garbage.megabytes(100);
        System.out.println(REFERENCES.size());
    }
}
