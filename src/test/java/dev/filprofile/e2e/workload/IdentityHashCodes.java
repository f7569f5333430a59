package dev.filprofile.e2e.workload;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Prints identity hash codes of new objects while it allocates and retains some 70 MB. */
public final class IdentityHashCodes {

    private IdentityHashCodes() {}

    public static void main(String[] arguments) {
        List<Object> held = new ArrayList<>();
        for (int round = 0; round < 40; round++) {
            for (int i = 0; i < 20_000; i++) {
                held.add(new byte[64]);
            }
            held.add(new HashMap<>(Map.of(round, "round")));
            System.out.println(Integer.toHexString(System.identityHashCode(new Object())));
        }
        System.out.println(held.size());
    }
}
