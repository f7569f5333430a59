package dev.filprofile.cli.jvm;

/**
 * What a JVM says of itself when started with the user's options.
 *
 * @param feature the version's first number, e.g. 17
 * @param version as printed, e.g. {@code 17.0.15}
 * @param flags its flags
 */
public record Jvm(int feature, String version, JvmFlags flags) {

    /** The oldest that the agent runs on. */
    public static final int OLDEST_FEATURE = 17;
}
