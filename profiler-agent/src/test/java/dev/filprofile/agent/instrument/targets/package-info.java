/**
 * Programs to be instrumented and run by the tests. A comment at the end of a line says which calls of the hook this line makes
 * in a whole run, in their order; a line without such a comment makes none.
 */
@NullMarked
package dev.filprofile.agent.instrument.targets;

import org.jspecify.annotations.NullMarked;
