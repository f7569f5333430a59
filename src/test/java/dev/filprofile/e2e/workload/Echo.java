package dev.filprofile.e2e.workload;

import java.io.IOException;
import java.util.Arrays;

/** Says its arguments on standard error, one a line, and copies standard input to standard output. */
public final class Echo {

    private Echo() {}

    public static void main(String[] args) throws IOException {
        Arrays.stream(args).forEach(argument -> System.err.println("[" + argument + "]"));
        System.err.println(System.getProperty("fil.test.property", "property not set"));
        long copied = System.in.transferTo(System.out);
        System.out.flush();
        System.err.println(copied + " bytes");
        System.exit(3);
    }
}
