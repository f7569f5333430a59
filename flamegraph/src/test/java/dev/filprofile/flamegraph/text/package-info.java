@NullMarked
package dev.filprofile.flamegraph.text;

import org.jspecify.annotations.NullMarked;
