package dev.filprofile.flamegraph.diff;

import org.jspecify.annotations.Nullable;

/**
 * A site before and after.
 *
 * @param before null where the base has no such site at its peak
 * @param after null where the new side has none; never both
 * @param match how the two were found to belong together
 * @param bytes what it held
 */
public record SiteChange(@Nullable RunSite before, @Nullable RunSite after, Match match, Change bytes) {

    /** How sites were found to belong together. */
    public enum Match {
        /** Same method and line. */
        SAME_LINE,
        /** Same method, and the line has the same text elsewhere, or the same place within the method. */
        MOVED_LINE,
        /** Another method, and the line has the same text, or the method the same name, or the call path is nearly the same. */
        MOVED_METHOD,
        /** Only one side has it. */
        NONE
    }

    public SiteChange {
        if (before == null && after == null) {
            throw new IllegalArgumentException("a site of neither side");
        }
    }

    /** The site as it is now, or as it was where it is gone. */
    public RunSite shown() {
        RunSite shown = after == null ? before : after;
        if (shown == null) {
            throw new IllegalStateException("a site of neither side");
        }
        return shown;
    }

    /** Not at the base's peak, and more than noise. */
    public boolean isNew() {
        return before == null && bytes.status() == Change.Status.MORE;
    }

    /** Not at the new peak, and that is more than noise. It may have been there at another moment. */
    public boolean isGone() {
        return after == null && bytes.status() == Change.Status.LESS;
    }

    public boolean isMoved() {
        return match == Match.MOVED_LINE || match == Match.MOVED_METHOD;
    }
}
