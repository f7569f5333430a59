package dev.filprofile.agent;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.security.CodeSource;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Our classes that samples, collections and pictures need, loaded before the program runs. Else a thread of the program would load
 * them at some moment, in the middle of whatever it holds; and as each reading of a jar takes identity hash codes, those of the program's
 * objects would differ from run to run.
 */
final class OwnClasses {

    private static final String SUFFIX = ".class";
    private static final String AGENT = "dev/filprofile/agent/";
    private static final String INSTRUMENTATION = AGENT + "instrument/";
    private static final String PROFILE = "dev/filprofile/shaded/profile/";
    private static final String SPREADING = "dev/filprofile/shaded/collections/impl/SpreadFunctions";

    private OwnClasses() {}

    /** Does nothing where the agent does not come from a jar. */
    static void load() throws IOException {
        CodeSource source = OwnClasses.class.getProtectionDomain().getCodeSource();
        File file;
        try {
            file = source == null ? null : new File(source.getLocation().toURI());
        } catch (URISyntaxException | IllegalArgumentException notAFile) {
            return;
        }
        if (file == null || !file.isFile()) {
            return;
        }
        try (JarFile jar = new JarFile(file)) {
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                String entry = entries.nextElement().getName();
                if (entry.endsWith(SUFFIX) && isNeeded(entry)) {
                    load(entry.substring(0, entry.length() - SUFFIX.length()).replace('/', '.'));
                }
            }
        }
    }

    private static boolean isNeeded(String entry) {
        return entry.startsWith(AGENT) && !entry.startsWith(INSTRUMENTATION)
                || entry.startsWith(PROFILE)
                || entry.startsWith(SPREADING);
    }

    private static void load(String name) {
        try {
            Class.forName(name);
        } catch (ClassNotFoundException | LinkageError later) {
            return; // whoever needs it will say so
        }
    }
}
