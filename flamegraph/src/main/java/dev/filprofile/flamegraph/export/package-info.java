/** A profile in the formats of other tools; {@code docs/exports.md} describes each. Collapsed stacks are in {@code text}. */
@NullMarked
package dev.filprofile.flamegraph.export;

import org.jspecify.annotations.NullMarked;
