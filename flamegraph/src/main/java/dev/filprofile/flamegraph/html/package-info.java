/** The report as one self-contained HTML file. The only package that knows FreeMarker. */
@NullMarked
package dev.filprofile.flamegraph.html;

import org.jspecify.annotations.NullMarked;
