/** The agent of the end-to-end test, as it runs in the child JVM. */
@NullMarked
package dev.filprofile.agent.instrument.endtoend;

import org.jspecify.annotations.NullMarked;
