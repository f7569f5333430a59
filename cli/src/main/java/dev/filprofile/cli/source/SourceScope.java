package dev.filprofile.cli.source;

import dev.filprofile.flamegraph.Origin;
import dev.filprofile.profile.Method;
import dev.filprofile.profile.Profile;
import dev.filprofile.profile.Sources;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;

/** Whose source text a profile and its report may hold. Constants are spelled as they are typed. */
public enum SourceScope {
    /** Nobody's. */
    none,
    /** That of the program's own code, not of the JDK and well-known libraries. */
    app,
    /** Everybody's. */
    all;

    /** Whether the text of a method's lines may be held. */
    boolean covers(Method method) {
        return switch (this) {
            case none -> false;
            case app -> Origin.of(method) == Origin.APPLICATION;
            case all -> true;
        };
    }

    /** Those of a profile's sources that may be held. */
    public Sources within(Profile profile) {
        if (this == all) {
            return profile.sources();
        }
        Map<String, SortedMap<Integer, String>> kept = new HashMap<>();
        for (Method method : WantedLines.methods(profile)) {
            SortedMap<Integer, String> lines = profile.sources().lines().get(method.sourcePath());
            if (lines != null && covers(method)) {
                kept.put(method.sourcePath(), lines);
            }
        }
        return new Sources(kept);
    }
}
