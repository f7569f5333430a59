/** From a command line to a running child: what was typed, what the agent is told, the child's life and its signals. */
@NullMarked
package dev.filprofile.cli.launch;

import org.jspecify.annotations.NullMarked;
