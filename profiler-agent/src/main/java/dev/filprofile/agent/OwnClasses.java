package dev.filprofile.agent;

import java.util.Enumeration;
import java.util.jar.JarEntry;

/**
 * Our classes that samples, collections and pictures need, loaded before the program runs. Else a thread of the program would load
 * them at some moment, in the middle of whatever it holds; and as each reading of a jar takes identity hash codes, those of the program's
 * objects would differ from run to run.
 */
final class OwnClasses {

    private static final String SUFFIX = ".class";
    private static final String AGENT = "dev/filprofile/agent/";
    private static final String ASM = "dev/filprofile/shaded/asm/";
    private static final String PROFILE = "dev/filprofile/shaded/profile/";
    private static final String SPREADING = "dev/filprofile/shaded/collections/impl/SpreadFunctions";

    private OwnClasses() {}

    static void load(OwnJar jar) {
        for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
            String entry = entries.nextElement().getName();
            if (entry.endsWith(SUFFIX) && isNeeded(entry)) {
                load(entry.substring(0, entry.length() - SUFFIX.length()).replace('/', '.'));
            }
        }
    }

    private static boolean isNeeded(String entry) {
        return entry.startsWith(AGENT)
                || entry.startsWith(ASM)
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
