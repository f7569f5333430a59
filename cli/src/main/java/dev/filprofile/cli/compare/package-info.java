/** Which runs are kept, and which of them somebody means by a commit, a path or a word. */
@NullMarked
package dev.filprofile.cli.compare;

import org.jspecify.annotations.NullMarked;
