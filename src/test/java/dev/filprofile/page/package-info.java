/** The report in a real browser. */
@NullMarked
package dev.filprofile.page;

import org.jspecify.annotations.NullMarked;
