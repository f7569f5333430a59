@NullMarked
package dev.filprofile.flamegraph.diff;

import org.jspecify.annotations.NullMarked;
