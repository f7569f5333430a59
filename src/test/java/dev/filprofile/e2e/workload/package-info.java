/**
 * The programs that the end-to-end tests profile, one scenario each. They know nothing of the profiler; what they hold at
 * their peak follows from their source. Lines that a test speaks about occur once in their file.
 */
@NullMarked
package dev.filprofile.e2e.workload;

import org.jspecify.annotations.NullMarked;
