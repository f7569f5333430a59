/**
 * Programs whose live bytes at the peak are known from their source. A comment {@code // holds 40 x byte[1000]} at the end of
 * a line says what that line's objects hold at the peak; what no line says is small. {@code GroundTruthIT} compares.
 */
@NullMarked
package dev.filprofile.e2e.workload.truth;

import org.jspecify.annotations.NullMarked;
