/** Memory outside the heap: which blocks are alive, which were at the peak. Any thread may enter; what is pure says so. */
@NullMarked
package dev.filprofile.agent.offheap;

import org.jspecify.annotations.NullMarked;
