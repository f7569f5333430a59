package dev.filprofile.agent;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.security.CodeSource;
import java.util.Enumeration;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * The jar that the agent's classes come from.
 *
 * <p>It stays open. The launcher has it on the boot loader's path, as every agent is on the class path; so the program's first search
 * for a resource that is nowhere would open it, and its index, a megabyte, would be among what the program holds. Whoever opens it
 * again shares the index.
 */
final class OwnJar implements OwnFiles {

    private static @Nullable OwnJar open;

    private final File file;
    private final JarFile jar;

    private OwnJar(File file) throws IOException {
        this.file = file;
        this.jar = new JarFile(file);
    }

    /**
     * To be called before the base line is taken.
     *
     * @param told by the launcher; if null, the class loader that has us knows
     */
    static OwnJar open(@Nullable File told) throws IOException {
        OwnJar jar = new OwnJar(told == null ? source() : told);
        open = jar;
        return jar;
    }

    private static File source() throws IOException {
        CodeSource source = OwnJar.class.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            throw new IOException("the agent does not know its jar");
        }
        try {
            return new File(source.getLocation().toURI());
        } catch (URISyntaxException | IllegalArgumentException notAFile) {
            throw new IOException("the agent's jar is no file: " + source.getLocation(), notAFile);
        }
    }

    @Override
    public byte[] read(String name) throws IOException {
        JarEntry entry = jar.getJarEntry(name);
        if (entry == null) {
            throw new IOException("the agent jar lacks " + name);
        }
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    Enumeration<JarEntry> entries() {
        return jar.entries();
    }

    /** Version of this agent, from its manifest. */
    String version() throws IOException {
        Manifest manifest = jar.getManifest();
        String version =
                manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
        return version == null ? "development" : version;
    }

    /** Tells an agent built anew, with the same version, from the one before. */
    String identity() throws IOException {
        return version() + " agent " + file.length() + '@' + file.lastModified();
    }

    /** The option by which the launcher puts it on the boot loader's path. */
    String bootOption() {
        return "-Xbootclasspath/a:" + file;
    }
}
