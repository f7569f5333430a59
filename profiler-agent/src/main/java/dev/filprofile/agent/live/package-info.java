/** Which recorded objects are still alive: phantom references, sweeps, garbage collections. */
@NullMarked
package dev.filprofile.agent.live;

import org.jspecify.annotations.NullMarked;
