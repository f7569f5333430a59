package dev.filprofile.e2e.workload;

import java.io.IOException;

/** Holds 8 MB, says its process id and waits to be killed; if its standard input ends, it goes on to hold 24 MB more. */
public final class WaitsForSignal {

    private static final int MB = 1024 * 1024;

    static byte[] held = new byte[0];
    static byte[] later = new byte[0];

    private WaitsForSignal() {}

    public static void main(String[] args) throws IOException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook ran")));
        held = new byte[8 * 1024 * 1024];
        Churn.megabytes(16);
        System.out.println("ready " + ProcessHandle.current().pid());
        while (System.in.read() >= 0) {
            continue;
        }
        later = new byte[24 * 1024 * 1024];
        Churn.megabytes(16);
        System.out.println("woken: " + later.length / MB + " MB");
    }
}
