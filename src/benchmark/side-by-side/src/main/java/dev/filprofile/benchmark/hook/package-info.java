/** What one allocation costs, with and without the profiler, by JMH. */
package dev.filprofile.benchmark.hook;
