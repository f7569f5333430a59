/** One class per subcommand. They wire the stages and hold no logic of their own. */
@NullMarked
package dev.filprofile.cli.command;

import org.jspecify.annotations.NullMarked;
