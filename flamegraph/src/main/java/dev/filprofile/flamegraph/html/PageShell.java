package dev.filprofile.flamegraph.html;

import freemarker.core.HTMLOutputFormat;
import freemarker.template.TemplateModelException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What each page has: its style, its scripts, and their hashes, which alone may run. */
final class PageShell {

    private static final Pattern UNIT = Pattern.compile("(?<=[0-9]) (?=%|(?:B|[KMGTP]iB|ms|s|min|h|k|M|G|T)\\b)");

    private PageShell() {}

    /** Puts style and scripts where {@code parts.ftlh} looks for them. */
    static void put(Map<String, Object> model, String mainModule, String... styleSheets) {
        String style = ScriptBundle.compactStyle(
                Stream.of(styleSheets).map(ScriptBundle::resource).collect(Collectors.joining()));
        String theme = ScriptBundle.compact(ScriptBundle.resource("theme.js"));
        String boot = ScriptBundle.compact(ScriptBundle.resource("boot.js"));
        String script = ScriptBundle.of(mainModule);
        model.put("style", markup(style));
        model.put("styleHash", hash(style));
        model.put("theme", markup(theme));
        model.put("themeHash", hash(theme));
        model.put("boot", markup(boot));
        model.put("bootHash", hash(boot));
        model.put("packedScript", packed(script));
        model.put("scriptHash", hash(script));
    }

    /** A text as the page's script inflates it. */
    static String packed(String text) {
        return Base64.getEncoder().encodeToString(ColumnWriter.deflated(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Keeps numbers and their units on one line. */
    static String unbroken(String prose) {
        return UNIT.matcher(prose).replaceAll("\u00a0");
    }

    /** Text that the template places as it is. */
    static Object markup(String trusted) {
        try {
            return HTMLOutputFormat.INSTANCE.fromMarkup(trusted);
        } catch (TemplateModelException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
