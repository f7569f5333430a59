package dev.filprofile.flamegraph.html;

import dev.filprofile.flamegraph.Picture;
import dev.filprofile.flamegraph.diff.DiffTree;
import dev.filprofile.flamegraph.diff.ProfileDiff;
import dev.filprofile.flamegraph.text.DiffReport;
import java.io.IOException;
import java.io.Writer;

/** A comparison as one HTML file, as self-contained as {@link HtmlReport}. */
public final class HtmlDiff {

    /** Characters after which a page has told what it is. */
    public static final int BEGINNING = 2000;

    /** What tells a comparison's page from a report. */
    static final String MARKER = "<meta name=\"description\" content=\"fil-profile diff\">";

    private HtmlDiff() {}

    /** Whether a file that begins with this text is such a page. */
    public static boolean isBeginningOfOne(String beginning) {
        return beginning.contains(MARKER);
    }

    /**
     * Writes the page of a comparison. The text is to be encoded as UTF-8. {@code out} is flushed, not closed.
     *
     * @throws IOException if {@code out} does
     */
    public static void write(DiffReport report, Writer out) throws IOException {
        write(report, out, HtmlReport.Options.DEFAULT);
    }

    /** As {@link #write(DiffReport, Writer)}, with limits of one's own. */
    public static void write(DiffReport report, Writer out, HtmlReport.Options options) throws IOException {
        ProfileDiff diff = report.diff();
        DiffTree tree = DiffTree.of(diff.base(), diff.next());
        Picture both = new Picture("diff", "", "", "", "", Picture.Counted.OBJECTS, tree.profile());
        EncodedPicture encoded = EncodedPicture.of(both, options.maxNodes(), options.maxDataBytes());
        Templates.write("diff.ftlh", new DiffPage(report, tree, encoded).model(), out);
    }
}
