package dev.filprofile.cli.command;

/** A program for tests. */
public final class ExitsWithThree {

    private ExitsWithThree() {}

    public static void main(String[] arguments) {
        System.exit(3);
    }
}
