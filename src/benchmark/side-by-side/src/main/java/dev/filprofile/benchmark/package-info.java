/** Runs programs plainly and under several profilers in turn and compares what that costs. */
package dev.filprofile.benchmark;
