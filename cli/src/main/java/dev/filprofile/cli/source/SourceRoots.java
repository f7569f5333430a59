package dev.filprofile.cli.source;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where sources may lie, best place first. Each place is looked at once; no tree is ever searched, only places with
 * customary names:
 *
 * <ol>
 *   <li>the places that the user named;
 *   <li>for a class of the JDK: {@code lib/src.zip} of the JVM that ran the program;
 *   <li>for a class from a jar: {@code NAME-sources.jar} beside it, or beside it as a build tool's cache has it, or
 *       sources within the jar itself;
 *   <li>source directories near the jar or class directory, up to four levels above it;
 *   <li>source directories of the working directory and of the modules in it.
 * </ol>
 */
final class SourceRoots implements Closeable {

    private static final List<String> CUSTOMARY = List.of(
            "src/main/java", "src/test/java", "src/main/kotlin", "src/main/scala", "src/main/groovy", "src", "");
    private static final int LEVELS_ABOVE = 4;
    private static final int MOST_MODULES = 200;

    private final Path javaHome;
    private final List<SourceRoot> named;
    private final List<SourceRoot> working;
    private final Map<String, List<SourceRoot>> byLocation = new HashMap<>();
    private final Map<Path, Optional<ArchiveRoot>> archives = new HashMap<>();

    /**
     * @param named directories, jars and zip files
     * @param workingDirectories where the program ran, and directories of the source files that it was started from
     * @param javaHome home of the JVM that ran it
     */
    SourceRoots(List<Path> named, List<Path> workingDirectories, Path javaHome) {
        this.javaHome = javaHome;
        this.named = named.stream().flatMap(path -> at(path).stream()).toList();
        this.working = workingDirectories.stream()
                .flatMap(path -> withModules(path).stream())
                .toList();
    }

    /** Places for the sources of classes from {@code location}. */
    List<SourceRoot> forLocation(String location) {
        return byLocation.computeIfAbsent(location, this::find);
    }

    private List<SourceRoot> find(String location) {
        List<SourceRoot> roots = new ArrayList<>(named);
        if (location.startsWith("jrt:")) {
            addJdk(roots, location.replaceFirst("^jrt:/*", ""));
            return roots;
        }
        Path origin = path(location);
        if (origin != null) {
            addNear(roots, origin);
        }
        roots.addAll(working);
        return roots;
    }

    private void addJdk(List<SourceRoot> roots, String module) {
        for (String place : List.of("lib/src.zip", "src.zip")) {
            archive(javaHome.resolve(place))
                    .ifPresent(archive -> roots.add(path -> archive.readEntry(module + "/" + path)));
        }
    }

    private void addNear(List<SourceRoot> roots, Path origin) {
        if (Files.isRegularFile(origin)) {
            sourcesJar(origin).flatMap(this::archive).ifPresent(roots::add);
            archive(origin).ifPresent(archive -> roots.add(archive::readEntry));
        }
        Path directory = Files.isDirectory(origin) ? origin : origin.getParent();
        for (int level = 0; level <= LEVELS_ABOVE && directory != null; level++) {
            roots.addAll(customary(directory));
            directory = directory.getParent();
        }
    }

    /** Beside the jar, as Maven has it, or in a sibling of its directory, as Gradle's cache has it. */
    private static Optional<Path> sourcesJar(Path jar) {
        String name = String.valueOf(jar.getFileName()).replaceFirst("\\.jar$", "") + "-sources.jar";
        Path beside = jar.resolveSibling(name);
        if (Files.isRegularFile(beside)) {
            return Optional.of(beside);
        }
        Path directory = jar.getParent();
        boolean hashed = directory != null
                && directory.getFileName() != null
                && directory.getFileName().toString().matches("[0-9a-f]{30,40}");
        return directory != null && hashed ? inSiblings(directory, name) : Optional.empty();
    }

    private static Optional<Path> inSiblings(Path directory, String name) {
        return children(directory.getParent()).stream()
                .map(sibling -> sibling.resolve(name))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private List<SourceRoot> at(Path path) {
        if (Files.isDirectory(path)) {
            return withModules(path);
        }
        return archive(path).<List<SourceRoot>>map(List::of).orElse(List.of());
    }

    private static List<SourceRoot> withModules(Path directory) {
        Set<SourceRoot> roots = new LinkedHashSet<>(customary(directory));
        for (Path module : children(directory)) {
            customary(module).stream()
                    .filter(root -> !root.equals(new DirectoryRoot(module)))
                    .forEach(roots::add);
        }
        return List.copyOf(roots);
    }

    private static List<SourceRoot> customary(Path directory) {
        return CUSTOMARY.stream()
                .map(name -> name.isEmpty() ? directory : directory.resolve(name))
                .filter(Files::isDirectory)
                .<SourceRoot>map(DirectoryRoot::new)
                .toList();
    }

    private static List<Path> children(@Nullable Path directory) {
        List<Path> children = new ArrayList<>();
        if (directory == null) {
            return children;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, Files::isDirectory)) {
            for (Path entry : entries) {
                children.add(entry);
                if (children.size() == MOST_MODULES) {
                    break;
                }
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            return children;
        }
        children.sort(null);
        return children;
    }

    private Optional<ArchiveRoot> archive(Path file) {
        return archives.computeIfAbsent(file, path -> {
            try {
                return Files.isRegularFile(path) ? Optional.of(new ArchiveRoot(path)) : Optional.empty();
            } catch (IOException notAnArchive) {
                return Optional.empty();
            }
        });
    }

    /** The file or directory of a class location, also where the class lies in a jar within a jar; else null. */
    private static @Nullable Path path(String location) {
        String outer = location.replaceFirst("^(jar:)?(nested:|file:)", "file:").replaceFirst("/?!.*$", "");
        if (!outer.startsWith("file:")) {
            return null;
        }
        try {
            return Path.of(URI.create(outer));
        } catch (IllegalArgumentException | FileSystemNotFoundException unusual) {
            return pathAsWritten(outer.substring("file:".length()));
        }
    }

    /** Locations with characters that a URI would have escaped. */
    private static @Nullable Path pathAsWritten(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException notAPath) {
            return null;
        }
    }

    @Override
    public void close() {
        archives.values().stream().flatMap(Optional::stream).forEach(archive -> {
            try {
                archive.close();
            } catch (IOException nothingWasWritten) {
                return;
            }
        });
    }
}
