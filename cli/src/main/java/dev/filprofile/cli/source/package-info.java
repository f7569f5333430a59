/** Finds the text of the source lines that a profile mentions. */
@NullMarked
package dev.filprofile.cli.source;

import org.jspecify.annotations.NullMarked;
