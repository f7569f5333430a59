/** The agent's entry and its wiring; the only package that sees all the others. */
@NullMarked
package dev.filprofile.agent;

import org.jspecify.annotations.NullMarked;
