package dev.filprofile.e2e.workload;

import java.util.Arrays;
import java.util.TreeMap;

/** Prints its arguments, character by character in numbers, and its environment. */
public final class ShowsSurroundings {

    private ShowsSurroundings() {}

    public static void main(String[] args) {
        for (String argument : args) {
            System.out.println(Arrays.toString(argument.chars().toArray()));
        }
        new TreeMap<>(System.getenv()).forEach((name, value) -> System.out.println(name + "=" + value));
    }
}
