package dev.filprofile.flamegraph.html;

import dev.filprofile.flamegraph.Picture;
import dev.filprofile.flamegraph.ReportTree;
import dev.filprofile.profile.Profile;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/**
 * The report: one HTML file that holds everything it needs and asks the network for nothing. Its content security
 * policy forbids everything but its own scripts and its own style sheet, by their hashes.
 */
public final class HtmlReport {

    /**
     * How much a page carries.
     *
     * @param maxNodes nodes of each picture's call tree; smaller paths are folded beyond that
     * @param maxDataBytes size of all encoded trees; more paths are folded until they fit
     */
    public record Options(int maxNodes, int maxDataBytes) {

        /** 200,000 nodes in at most 4 MB, so that the file stays below 5 MB. */
        public static final Options DEFAULT = new Options(200_000, 4_000_000);

        public Options {
            if (maxNodes < ReportTree.MIN_NODES) {
                throw new IllegalArgumentException("a tree needs " + ReportTree.MIN_NODES + " nodes, not " + maxNodes);
            }
        }
    }

    private HtmlReport() {}

    /**
     * Writes a profile's report. The text is to be encoded as UTF-8. {@code out} is flushed, not closed.
     *
     * @throws IOException if {@code out} does
     */
    public static void write(Profile profile, Writer out) throws IOException {
        write(profile, out, Options.DEFAULT);
    }

    /** As {@link #write(Profile, Writer)}, with limits of one's own. */
    public static void write(Profile profile, Writer out, Options options) throws IOException {
        List<Picture> pictures = Picture.of(profile);
        List<EncodedPicture> encoded = new ArrayList<>();
        for (Picture picture : pictures) {
            encoded.add(EncodedPicture.of(picture, options.maxNodes, roomFor(picture, pictures, options.maxDataBytes)));
        }
        Templates.write("report.ftlh", new ReportPage(profile, encoded).model(), out);
    }

    /** The peak, which is asked for first, has half of the room, the others share the rest. */
    private static int roomFor(Picture picture, List<Picture> all, int bytes) {
        if (all.size() == 1) {
            return bytes;
        }
        return picture == all.get(0) ? bytes / 2 : bytes / 2 / (all.size() - 1);
    }
}
