/** What is left after a run: the result folder, its files, the lines at the end, the browser. */
@NullMarked
package dev.filprofile.cli.result;

import org.jspecify.annotations.NullMarked;
