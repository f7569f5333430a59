/** From a raw stack to a numbered call path in the snapshot file. */
@NullMarked
package dev.filprofile.agent.path;

import org.jspecify.annotations.NullMarked;
