/**
 * Compares the peaks of two programs, or of two states of one: which sites belong together, which differences are more than
 * noise, and whether the two can be compared at all. Reads profiles, never files.
 */
@NullMarked
package dev.filprofile.flamegraph.diff;

import org.jspecify.annotations.NullMarked;
