/**
 * From a profile to what a person reads: names, units, origins, the findings, and the tree that the page draws. Knows
 * nothing of HTML.
 */
@NullMarked
package dev.filprofile.flamegraph;

import org.jspecify.annotations.NullMarked;
