package dev.filprofile.flamegraph.export;

import dev.filprofile.flamegraph.MethodName;
import dev.filprofile.flamegraph.Site;
import dev.filprofile.flamegraph.SiteFrames;
import dev.filprofile.flamegraph.TypeNames;
import dev.filprofile.profile.CallTree;
import dev.filprofile.profile.Frame;
import dev.filprofile.profile.Method;
import dev.filprofile.profile.Profile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A table as RFC 4180 has it: one line for each site and class, most bytes first, below a line of column names. Sites are
 * those of the report: the deepest line of the program's own code on a path.
 */
public final class SitesCsv {

    private static final String HEAD = "bytes,objects,standard_error_bytes,class,method,file,line,source\r\n";

    /** A cell that begins so would be a formula in a spreadsheet. */
    private static final Pattern FORMULA = Pattern.compile("[=+\\-@\\t\\r].*", Pattern.DOTALL);

    private static final Pattern QUOTED = Pattern.compile("[\",\\r\\n]");

    private final Profile profile;
    private final Writer out;

    private SitesCsv(Profile profile, Writer out) {
        this.profile = profile;
        this.out = out;
    }

    /** Writes a profile as UTF-8. {@code out} is flushed, not closed. */
    public static void write(Profile profile, OutputStream out) throws IOException {
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        new SitesCsv(profile, text).table();
        text.flush();
    }

    private void table() throws IOException {
        int[] sites = SiteFrames.of(profile.tree());
        List<Held> rows = new ArrayList<>(Held.of(
                profile,
                allocation -> new Held.Key(sites[allocation.node()], allocation.classIndex(), Held.ANY, Held.ANY)));
        // stable: equal ones stay in the order of their numbers
        rows.sort(Comparator.comparingLong(Held::bytes).reversed());
        out.write(HEAD);
        for (Held row : rows) {
            row(row);
        }
    }

    private void row(Held row) throws IOException {
        out.write(row.bytes() + "," + row.objects() + "," + Math.round(Math.sqrt(row.variance())));
        cell(TypeNames.readable(profile.classes().get(row.key().classIndex())));
        if (row.key().place() == SiteFrames.NONE) {
            cells(Site.NO_STACK, "", "", "");
        } else {
            CallTree tree = profile.tree();
            Frame frame = tree.frames().get(row.key().place());
            Method method = tree.methods().get(frame.methodIndex());
            String source = profile.sources().line(method.sourcePath(), frame.line());
            cells(
                    MethodName.of(method).full(),
                    method.sourceFile(),
                    frame.line() > 0 ? Integer.toString(frame.line()) : "",
                    source == null ? "" : source.strip());
        }
        out.write("\r\n");
    }

    private void cells(String... texts) throws IOException {
        for (String text : texts) {
            cell(text);
        }
    }

    private void cell(String text) throws IOException {
        String harmless = FORMULA.matcher(text).matches() ? "'" + text : text;
        out.write(",");
        out.write(QUOTED.matcher(harmless).find() ? '"' + harmless.replace("\"", "\"\"") + '"' : harmless);
    }
}
