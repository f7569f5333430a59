/** When a snapshot is taken and how it gets into the file. */
@NullMarked
package dev.filprofile.agent.dump;

import org.jspecify.annotations.NullMarked;
