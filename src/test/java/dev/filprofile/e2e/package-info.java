/** End-to-end tests: real child JVMs under the packaged profiler, judged by the profiles they leave. */
@NullMarked
package dev.filprofile.e2e;

import org.jspecify.annotations.NullMarked;
