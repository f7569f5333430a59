package dev.filprofile.flamegraph.text;

import dev.filprofile.profile.Certificate;
import dev.filprofile.profile.Profile;
import dev.filprofile.profile.RunInfo;
import dev.filprofile.profile.Sources;
import dev.filprofile.profile.Timeline;
import dev.filprofile.profile.format.ProfileFormatException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads collapsed stacks, whoever wrote them: one line per stack, root first, {@code ;} between frames, then white space and
 * a number, which is taken for bytes. {@link CollapsedStacks} is the other direction.
 *
 * <p>Such a file knows nothing but its stacks. The profile says so: its certificate is {@link Certificate.Kind#UNKNOWN},
 * its timeline empty, and what was run is the name of the file. Numbers of objects are 0, the class is {@code ""} unless
 * the last frame is one (see {@link CollapsedFrame}).
 */
public final class CollapsedReader {

    /** A longer line is no stack, and a file without line ends shall not fill the memory. */
    private static final int MAX_LINE_LENGTH = 1 << 25;

    /** Beyond this, sums are no longer exact. */
    private static final double MAX_TOTAL = 1L << 53;

    private static final Pattern LINE = Pattern.compile("(.*\\S)\\s+(\\d{1,18}(?:\\.\\d{0,9})?)\\s*", Pattern.DOTALL);

    private final BufferedReader in;
    private final String name;
    private final StackTree stacks = new StackTree();
    private long lineNumber;

    private CollapsedReader(Reader in, String name) {
        this.in = new BufferedReader(in);
        this.name = name;
    }

    /**
     * Reads to the end; {@code in} is not closed. Memory is proportional to the distinct frames and nodes, not to the text.
     *
     * @param name what the stacks are called in the profile and in messages, e.g. the file's name
     * @param origin what the reader of a report should know of where they come from, one sentence each
     * @throws ProfileFormatException a line is no stack, or there is none; the message names file and line
     */
    public static Profile read(Reader in, String name, List<String> origin) throws IOException {
        return new CollapsedReader(in, name).read(origin);
    }

    private Profile read(List<String> origin) throws IOException {
        for (String line = nextLine(); line != null; line = nextLine()) {
            if (!line.isBlank()) {
                add(line);
            }
        }
        double total = stacks.totalBytes();
        if (total <= 0) {
            throw new ProfileFormatException(name + " holds no stacks");
        }
        if (total > MAX_TOTAL) {
            throw new ProfileFormatException(name + " adds up to more than " + (long) MAX_TOTAL + " bytes");
        }
        long peak = Math.round(total);
        StackTree.Merged merged = stacks.merged();
        return new Profile(
                run(name),
                new Certificate(Certificate.Kind.UNKNOWN, peak, peak, 0, 0, 0, 0, true),
                Timeline.empty(),
                merged.tree(),
                merged.allocations(),
                stacks.classes(),
                List.of(""),
                List.of(""),
                Sources.none(),
                origin);
    }

    private void add(String line) throws ProfileFormatException {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches() || line.indexOf('\0') >= 0) {
            throw new ProfileFormatException(name + ", line " + lineNumber
                    + ", is no collapsed stack: frames with ; between them, a space and a number");
        }
        stacks.add(parts.group(1).strip(), Double.parseDouble(parts.group(2)));
    }

    private @Nullable String nextLine() throws IOException {
        StringBuilder line = new StringBuilder();
        lineNumber++;
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') {
                return line.toString();
            }
            if (line.length() == MAX_LINE_LENGTH) {
                throw new ProfileFormatException(name + ", line " + lineNumber + ", is too long for a collapsed stack");
            }
            line.append((char) c);
        }
        return line.isEmpty() ? null : line.toString();
    }

    private static RunInfo run(String name) {
        return new RunInfo(
                "",
                Instant.EPOCH,
                0,
                List.of(name),
                "",
                "",
                "",
                "",
                false,
                List.of(),
                0,
                0,
                "",
                "",
                false,
                -1,
                RunInfo.End.SHUTDOWN,
                Map.of());
    }
}
