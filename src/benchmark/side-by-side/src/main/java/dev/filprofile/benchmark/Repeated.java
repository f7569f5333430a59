package dev.filprofile.benchmark;

import java.util.Arrays;

/** Runs another program several times in one JVM: {@code TIMES MAIN ARGUMENTS…}. */
public final class Repeated {

    public static void main(String[] args) throws Throwable {
        String[] rest = Arrays.copyOfRange(args, 2, args.length);
        for (int i = 0; i < Integer.parseInt(args[0]); i++) {
            Class.forName(args[1]).getMethod("main", String[].class).invoke(null, (Object) rest);
        }
    }
}
