/** The self-check: a program whose peak is known, its trials under the profiler, and what they say. */
@NullMarked
package dev.filprofile.cli.doctor;

import org.jspecify.annotations.NullMarked;
