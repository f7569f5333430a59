/**
 * The profile: what was alive at the peak, by call path, class, thread and task. Immutable and pure: knows nothing of
 * JVM hooks, HTML or files.
 */
@NullMarked
package dev.filprofile.profile;

import org.jspecify.annotations.NullMarked;
