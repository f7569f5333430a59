/** When an allocation is recorded and what it weighs. */
@NullMarked
package dev.filprofile.agent.sample;

import org.jspecify.annotations.NullMarked;
