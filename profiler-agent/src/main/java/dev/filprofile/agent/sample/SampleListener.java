package dev.filprofile.agent.sample;

import dev.filprofile.agent.live.Birth;

/** Takes what the sampler recorded. Called by any thread of the program, with its countdown parked. */
public interface SampleListener {

    void sampled(Birth birth);
}
