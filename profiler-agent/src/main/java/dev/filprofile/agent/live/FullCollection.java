package dev.filprofile.agent.live;

/**
 * A collection of the whole heap as it ended, whatever has been collected since: a young collection a few milliseconds later leaves
 * survivors that this one did not see.
 *
 * @param epoch collections that had ended when this one had, itself included
 * @param beforeBytes heap bytes in use before it
 * @param leftBytes heap bytes in use that it left
 * @param durationMillis what it took
 */
public record FullCollection(int epoch, long beforeBytes, long leftBytes, long durationMillis) {}
