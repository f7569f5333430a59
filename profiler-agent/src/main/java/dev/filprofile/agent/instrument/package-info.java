/**
 * Which classes, which instructions, what is emitted: the part of the agent that rewrites bytecode so that each allocation
 * calls the allocation hook once. Knows the hook by the names in {@link dev.filprofile.agent.instrument.HookTarget} only.
 */
@NullMarked
package dev.filprofile.agent.instrument;

import org.jspecify.annotations.NullMarked;
