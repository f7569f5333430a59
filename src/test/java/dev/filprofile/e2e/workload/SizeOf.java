package dev.filprofile.e2e.workload;

import java.lang.instrument.Instrumentation;

/** An agent of its own that prints what objects weigh in this JVM: what the tests' layout is checked against. */
public final class SizeOf {

    private SizeOf() {}

    public static void premain(String options, Instrumentation instrumentation) {
        print(instrumentation, "bytes 0", new byte[0]);
        print(instrumentation, "bytes 4", new byte[4]);
        print(instrumentation, "bytes 4097", new byte[4097]);
        print(instrumentation, "ints 1", new int[1]);
        print(instrumentation, "ints 1000", new int[1000]);
        print(instrumentation, "longs 1", new long[1]);
        print(instrumentation, "longs 1000", new long[1000]);
        print(instrumentation, "references 1", new Object[1]);
        print(instrumentation, "references 1001", new Object[1001]);
        print(instrumentation, "string", "text");
        print(instrumentation, "integer", 4711);
        print(instrumentation, "node", new ObjectKinds.Node(1, "none"));
    }

    private static void print(Instrumentation instrumentation, String what, Object object) {
        System.out.println(what + ": " + instrumentation.getObjectSize(object));
    }

    public static void main(String[] args) {}
}
