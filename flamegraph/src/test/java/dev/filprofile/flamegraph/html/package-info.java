@NullMarked
package dev.filprofile.flamegraph.html;

import org.jspecify.annotations.NullMarked;
