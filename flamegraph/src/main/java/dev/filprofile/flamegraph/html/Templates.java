package dev.filprofile.flamegraph.html;

import freemarker.cache.StringTemplateLoader;
import freemarker.cache.TemplateLoader;
import freemarker.core.HTMLOutputFormat;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The templates of the pages. What they place is escaped unless it is markup already. */
final class Templates {

    private static final Configuration TEMPLATES = templates();

    private Templates() {}

    /** Fills a template. {@code out} is flushed, not closed. */
    static void write(String name, Map<String, Object> model, Writer out) throws IOException {
        try {
            TEMPLATES.getTemplate(name).process(model, out);
        } catch (TemplateException e) {
            throw new IllegalStateException("the template " + name + " failed", e);
        }
        out.flush();
    }

    private static Configuration templates() {
        Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
        configuration.setTemplateLoader(compacted());
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

    /** The templates without their indentation, which each page would carry. */
    private static TemplateLoader compacted() {
        StringTemplateLoader loader = new StringTemplateLoader();
        for (String name : List.of("parts.ftlh", "report.ftlh", "diff.ftlh")) {
            loader.putTemplate(name, ScriptBundle.compact(ScriptBundle.resource(name)));
        }
        return loader;
    }
}
