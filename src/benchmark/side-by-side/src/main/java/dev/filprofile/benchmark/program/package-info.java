/**
 * Programs of different character to be measured with and without profilers, each of some seconds. They print a sum of what they did,
 * which must not depend on the profiler.
 */
package dev.filprofile.benchmark.program;
