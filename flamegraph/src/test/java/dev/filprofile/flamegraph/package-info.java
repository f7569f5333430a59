@NullMarked
package dev.filprofile.flamegraph;

import org.jspecify.annotations.NullMarked;
