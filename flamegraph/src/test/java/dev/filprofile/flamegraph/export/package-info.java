@NullMarked
package dev.filprofile.flamegraph.export;

import org.jspecify.annotations.NullMarked;
