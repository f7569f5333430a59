package dev.filprofile.flamegraph.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Joins the page's ES modules into one script, so that they can be tested one by one and still stand in one file. No
 * bundler: an import of a file below is replaced by that file's text, before the text that imports it, once. All
 * top-level names share one scope, so they must differ between modules; a test sees to that.
 */
final class ScriptBundle {

    private static final Pattern IMPORT = Pattern.compile("(?m)^import \\{[^}]*} from \"\\./([a-z-]+\\.js)\";\\n");
    private static final Pattern COMMENT = Pattern.compile("(?m)^ *(?://.*|/\\*(?s:.*?)\\*/)\\n");
    private static final Pattern INDENT = Pattern.compile("(?m)^ +|\\n(?=\\n)");
    private static final Pattern EXPORT = Pattern.compile("(?m)^export (?=(async )?(function|class|const) )");

    private final Set<String> included = new LinkedHashSet<>();
    private final StringBuilder script = new StringBuilder();

    private ScriptBundle() {}

    /** The script of a main module and of everything that it imports. */
    static String of(String mainModule) {
        ScriptBundle bundle = new ScriptBundle();
        bundle.include(mainModule);
        return "\"use strict\";\n(() => {\n" + compact(bundle.script.toString()) + "})();\n";
    }

    /** A style sheet without what it does not need, comments and blanks. */
    static String compactStyle(String text) {
        return compact(text).replaceAll("(?<=[:,;{}])\\s+|\\s+(?=\\{)", "").replace(";}", "}");
    }

    /** A script, style sheet or template without its comments, indentation and empty lines, which each report would carry. */
    static String compact(String text) {
        return INDENT.matcher(COMMENT.matcher(text).replaceAll("")).replaceAll("");
    }

    /** The text of a static file of the page. */
    static String resource(String name) {
        try (InputStream in = ScriptBundle.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void include(String module) {
        if (!included.add(module)) {
            return;
        }
        String text = resource(module);
        Matcher imports = IMPORT.matcher(text);
        while (imports.find()) {
            include(imports.group(1));
        }
        script.append(EXPORT.matcher(IMPORT.matcher(text).replaceAll("")).replaceAll(""));
    }
}
