/** The command line: the entry point, exit codes and messages. */
@NullMarked
package dev.filprofile.cli;

import org.jspecify.annotations.NullMarked;
