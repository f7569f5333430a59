/** Numbered example programs: each shows one idea, and its comment tells what the report of its peak looks like. */
@NullMarked
package dev.filprofile.samples;

import org.jspecify.annotations.NullMarked;
