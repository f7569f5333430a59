/** Programs for the end-to-end test, outside of the agent's packages, which are never instrumented. */
@NullMarked
package dev.filprofile.routes;

import org.jspecify.annotations.NullMarked;
