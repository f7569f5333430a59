package dev.filprofile.cli.command;

/** A program for tests. */
public final class EndsWell {

    private EndsWell() {}

    public static void main(String[] arguments) {}
}
