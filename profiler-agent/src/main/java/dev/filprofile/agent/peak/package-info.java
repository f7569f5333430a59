/**
 * When a live size is worth confirming, and what is known about the peak afterwards. Pure: sees byte counts and
 * moments, never a reference, a thread, a clock or a collector.
 */
@NullMarked
package dev.filprofile.agent.peak;

import org.jspecify.annotations.NullMarked;
