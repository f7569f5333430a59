package dev.filprofile.flamegraph.diff;

import org.jspecify.annotations.Nullable;

/** Two sites that belong together, or one that has none; never two nulls. */
record Pair(@Nullable RunSite before, @Nullable RunSite after, SiteChange.Match match) {}
