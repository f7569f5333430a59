/** The JVM that will run the program: which one, what it says of itself, and the flags it gets from us. */
@NullMarked
package dev.filprofile.cli.jvm;

import org.jspecify.annotations.NullMarked;
