package dev.filprofile.flamegraph.html;

import dev.filprofile.flamegraph.Picture;
import dev.filprofile.flamegraph.ReportTree;
import dev.filprofile.profile.Profile;
import freemarker.core.HTMLOutputFormat;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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

    private static final Configuration TEMPLATES = templates();

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
        int maxDataBytes = options.maxDataBytes / pictures.size();
        List<EncodedPicture> encoded = new ArrayList<>();
        for (Picture picture : pictures) {
            encoded.add(EncodedPicture.of(picture, options.maxNodes, maxDataBytes));
        }
        try {
            TEMPLATES.getTemplate("report.ftlh").process(new ReportPage(profile, encoded).model(), out);
        } catch (TemplateException e) {
            throw new IllegalStateException("the report's template failed", e);
        }
        out.flush();
    }

    private static Configuration templates() {
        Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
        configuration.setClassForTemplateLoading(HtmlReport.class, "");
        configuration.setDefaultEncoding(StandardCharsets.UTF_8.name());
        configuration.setOutputFormat(HTMLOutputFormat.INSTANCE);
        configuration.setLocale(Locale.ROOT);
        configuration.setNumberFormat("computer");
        configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        configuration.setAPIBuiltinEnabled(false);
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        configuration.setWrapUncheckedExceptions(true);
        configuration.setTemplateUpdateDelayMilliseconds(Integer.MAX_VALUE);
        return configuration;
    }
}
