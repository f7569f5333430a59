package dev.filprofile.cli;

import java.util.List;

/** Entry point. */
public final class Main {

    private Main() {}

    public static void main(String[] words) {
        System.exit(new FilProfile(Surroundings.ofThisProcess(), System.out, System.err).execute(List.of(words)));
    }
}
