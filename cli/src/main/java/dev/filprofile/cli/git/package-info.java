/** The commit that is checked out where the program runs. */
@NullMarked
package dev.filprofile.cli.git;

import org.jspecify.annotations.NullMarked;
