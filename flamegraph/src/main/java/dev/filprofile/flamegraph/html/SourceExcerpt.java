package dev.filprofile.flamegraph.html;

import dev.filprofile.flamegraph.ReportTree;
import dev.filprofile.flamegraph.Units;
import dev.filprofile.profile.CallTree;
import dev.filprofile.profile.Frame;
import dev.filprofile.profile.Method;
import dev.filprofile.profile.Profile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The source text that a page carries: the lines of its frames, and of the lines around them as many as there is room
 * for, those of the widest frames first.
 *
 * @param files in the order of their widest frames; each has lines
 */
record SourceExcerpt(List<File> files) {

    /** Lines are cut beyond this many characters: generated code has lines of any length. */
    private static final int MAX_LINE_LENGTH = 240;

    private static final int LINES_AROUND = 3;

    /** Characters of all lines; deflated they are about a fifth. */
    private static final int MAX_LENGTH = 1_500_000;

    /**
     * A source file.
     *
     * @param path below a source root, as {@link Method#sourcePath()} gives it
     * @param lines text by line number, without trailing blanks
     */
    record File(String path, SortedMap<Integer, String> lines) {}

    /** The text for the frames of a tree. Never more than the profile has. */
    static SourceExcerpt of(Profile profile, ReportTree tree) {
        CallTree paths = profile.tree();
        List<Integer> frames = new ArrayList<>();
        boolean[] seen = new boolean[paths.frames().size()];
        for (int node = 1; node < tree.size(); node++) {
            int frame = tree.frame(node);
            if (frame >= 0 && !seen[frame]) {
                seen[frame] = true;
                frames.add(frame);
            }
        }
        Map<String, SortedMap<Integer, String>> files = new LinkedHashMap<>();
        int rest = MAX_LENGTH;
        for (int around = 0; around <= LINES_AROUND; around += LINES_AROUND) {
            for (int index : frames) {
                Frame frame = paths.frames().get(index);
                String path = paths.methods().get(frame.methodIndex()).sourcePath();
                rest = frame.line() > 0 ? add(profile, files, path, frame.line(), around, rest) : rest;
            }
        }
        return new SourceExcerpt(files.entrySet().stream()
                .map(file -> new File(file.getKey(), file.getValue()))
                .toList());
    }

    /** How much text this is, e.g. {@code the text of 41 source lines of 6 files}; {@code no source text}. */
    String inWords() {
        int lines = files.stream().mapToInt(file -> file.lines().size()).sum();
        if (lines == 0) {
            return "no source text";
        }
        return "the text of " + Units.count(lines) + (lines == 1 ? " source line of " : " source lines of ")
                + Units.count(files.size()) + (files.size() == 1 ? " file" : " files");
    }

    /** Adds a line and those around it; what then is left of the room. */
    private static int add(
            Profile profile,
            Map<String, SortedMap<Integer, String>> files,
            String path,
            int line,
            int around,
            int room) {
        int rest = room;
        for (int near = Math.max(1, line - around); near <= line + around; near++) {
            String text = profile.sources().line(path, near);
            if (text == null || text.length() > rest) {
                continue;
            }
            if (files.computeIfAbsent(path, key -> new TreeMap<>()).putIfAbsent(near, shortened(text)) == null) {
                rest -= Math.min(text.length(), MAX_LINE_LENGTH);
            }
        }
        return rest;
    }

    private static String shortened(String text) {
        String line = text.stripTrailing();
        return line.codePointCount(0, line.length()) <= MAX_LINE_LENGTH
                ? line
                : line.substring(0, line.offsetByCodePoints(0, MAX_LINE_LENGTH)) + "…";
    }
}
