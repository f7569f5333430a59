package dev.filprofile.agent.instrument.endtoend;

import dev.filprofile.agent.instrument.Installation;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.objectweb.asm.ClassReader;

/** Packs {@link CountingAgent}, what it installs, and ASM into an agent jar. */
public final class AgentJar {

    private AgentJar() {}

    public static Path in(Path directory) throws IOException, URISyntaxException {
        Path jar = directory.resolve("counting-agent.jar");
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Premain-Class", CountingAgent.class.getName());
        attributes.putValue("Can-Redefine-Classes", "true");
        attributes.putValue("Can-Retransform-Classes", "true");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            addPackageOf(Installation.class, out);
            addPackageOf(CountingAgent.class, out);
            addPackageOf(ClassReader.class, out);
        }
        return jar;
    }

    private static void addPackageOf(Class<?> member, JarOutputStream out) throws IOException, URISyntaxException {
        String folder = member.getPackageName().replace('.', '/');
        Path place = Path.of(
                member.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isDirectory(place)) {
            addFolder(place.resolve(folder), folder, out);
        } else {
            try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + place.toUri()), java.util.Map.of())) {
                addFolder(jar.getPath(folder), folder, out);
            }
        }
    }

    private static void addFolder(Path folder, String name, JarOutputStream out) throws IOException {
        List<Path> classes;
        try (Stream<Path> files = Files.list(folder)) {
            classes = files.filter(file -> file.toString().endsWith(".class"))
                    .sorted()
                    .toList();
        }
        for (Path file : classes) {
            out.putNextEntry(new ZipEntry(name + '/' + file.getFileName()));
            Files.copy(file, out);
        }
    }
}
