package dev.filprofile.cli.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filprofile.cli.Profiles;
import dev.filprofile.profile.Profile;
import dev.filprofile.profile.Sources;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceFinderTest {

    private static final String PATH = "com/acme/Csv.java";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "app/src/main/java, app/target/app.jar",
        "app/src/main/java, app/target/classes/",
        "app/src/test/java, app/target/test-classes/",
        "app/src/main/kotlin, app/build/libs/app.jar",
        "app/src/main/java, app/build/classes/java/main/",
        "app/src, app/app.jar",
        "app, app/app.jar",
        "work/src/main/java, elsewhere/app.jar",
        "work/src, elsewhere/app.jar",
        "work, elsewhere/app.jar",
        "work/module/src/main/java, elsewhere/app.jar",
    })
    void sourceDirectoriesNearTheClassesOrTheWorkingDirectoryAreFound(String sources, String location)
            throws Exception {
        source(sources);
        assertThat(find(location).line(PATH, 10)).isEqualTo("line 10");
    }

    @Test
    void theLinesAroundAreTakenTooAndNoMore() throws Exception {
        source("work/src");
        assertThat(find("x.jar").lines().getOrDefault(PATH, new TreeMap<>()).keySet())
                .containsExactly(7, 8, 9, 10, 11, 12, 13);
    }

    @Test
    void theWholeStatementOfALineIsTakenWithTheLineBefore() throws Exception {
        Path file =
                Files.createDirectories(directory.resolve("work/src/com/acme")).resolve("Csv.java");
        Files.writeString(file, "{\n\n// many rows;\nf(\n" + "a,\n".repeat(10) + "b);\ng();\n" + "\n".repeat(30));

        assertThat(find("x.jar").lines().getOrDefault(PATH, new TreeMap<>()).keySet())
                .containsExactly(3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);

        Files.writeString(file, "{\n".repeat(9));
        assertThat(find("x.jar").line(PATH, 10)).isNull();
    }

    @Test
    void aSourcesJarBesideTheJarIsPreferredToDirectories() throws Exception {
        source("work/src");
        zip("repository/acme-1.0-sources.jar", PATH);
        zip("repository/acme-1.0.jar", "com/acme/Csv.class");

        assertThat(find("repository/acme-1.0.jar").line(PATH, 10)).isEqualTo("zipped 10");
    }

    @Test
    void aSourcesJarInASiblingOfAHashIsFound() throws Exception {
        zip("cache/1.0/0123456789abcdef0123456789abcdef01234567/acme-1.0.jar", "com/acme/Csv.class");
        zip("cache/1.0/89abcdef0123456789abcdef0123456789abcdef/acme-1.0-sources.jar", PATH);

        assertThat(find("cache/1.0/0123456789abcdef0123456789abcdef01234567/acme-1.0.jar")
                        .line(PATH, 10))
                .isEqualTo("zipped 10");
    }

    @Test
    void whatTheUserNamesComesFirst() throws Exception {
        source("work/src");
        zip("named.zip", "project-1.0/src/main/java/" + PATH);

        assertThat(find("x.jar", "named.zip").line(PATH, 10)).isEqualTo("zipped 10");
        assertThat(find("x.jar", "missing", "work/src").line(PATH, 10)).isEqualTo("line 10");
    }

    @Test
    void theJdksSourcesAreFoundByModule() throws Exception {
        zip("jdk/lib/src.zip", "java.base/java/util/Arrays.java");
        Profile profile = Profiles.of(
                Profiles.CONFIRMED,
                Profiles.run(directory.resolve("jdk").toString(), directory.resolve("work")),
                1e6,
                Profiles.method("java.util.Arrays", "copyOf", "Arrays.java", "jrt:/java.base"),
                10);

        assertThat(new SourceFinder(List.of(), SourceScope.all).find(profile).line("java/util/Arrays.java", 10))
                .isEqualTo("zipped 10");
    }

    @ParameterizedTest
    @CsvSource({"none, false, false", "app, true, false", "all, true, true"})
    void onlyTheTextThatMayBeHeldIsLookedForAndKept(SourceScope scope, boolean own, boolean jdk) throws Exception {
        source("work/src");
        zip("jdk/lib/src.zip", "java.base/java/util/Arrays.java");
        Profile profile = Profiles.of(
                Profiles.CONFIRMED,
                Profiles.run(directory.resolve("jdk").toString(), directory.resolve("work")),
                1e6,
                Profiles.method("com.acme.Csv", "load", "Csv.java", ""),
                10,
                Profiles.method("java.util.Arrays", "copyOf", "Arrays.java", "jrt:/java.base"),
                10);

        Sources found = new SourceFinder(List.of(), scope).find(profile);
        assertThat(found.line(PATH, 10) != null).isEqualTo(own);
        assertThat(found.line("java/util/Arrays.java", 10) != null).isEqualTo(jdk);
        Sources all = new SourceFinder(List.of(), SourceScope.all).find(profile);
        assertThat(scope.within(profile.withSources(all))).isEqualTo(found);
    }

    @Test
    void aJarWithinAJarBelongsToTheOuterOne() throws Exception {
        source("app/src/main/java");
        zip("app/target/boot.jar", "BOOT-INF/lib/acme.jar");
        String outer = directory.resolve("app/target/boot.jar").toUri().toString();

        assertThat(new SourceFinder(List.of(), SourceScope.all)
                        .find(profile("jar:" + outer + "!/BOOT-INF/lib/acme.jar!/"))
                        .line(PATH, 10))
                .isEqualTo("line 10");
        assertThat(new SourceFinder(List.of(), SourceScope.all)
                        .find(profile("jar:nested:" + outer.substring("file:".length()) + "/!BOOT-INF/classes/!/"))
                        .line(PATH, 10))
                .isEqualTo("line 10");
    }

    @Test
    void aClassFileCannotMakeUsReadOtherFiles() throws Exception {
        Files.createDirectories(directory.resolve("work/src/com/acme"));
        Files.writeString(directory.resolve("secret"), "secret\n".repeat(20));
        for (String file :
                new String[] {"../../../../secret", directory.resolve("secret").toString(), "..\\secret"}) {
            Profile profile = Profiles.of(
                    Profiles.CONFIRMED,
                    Profiles.run("", directory.resolve("work")),
                    1e6,
                    Profiles.method("com.acme.Csv", "load", file, ""),
                    10);
            assertThat(new SourceFinder(List.of(), SourceScope.all)
                            .find(profile)
                            .lines())
                    .isEmpty();
        }
    }

    @Test
    void textThatIsNotUtf8IsReadWithReplacements() throws Exception {
        Path file = directory.resolve("work/src").resolve(PATH);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.write(file, "\r\n\n\n\n\n\n\n\n\na\u00e4b\r\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(find("x.jar").line(PATH, 10)).isEqualTo("a\uFFFDb");
    }

    @Test
    void whatIsNotFoundIsLeftOut() {
        assertThat(find("gone.jar").lines()).isEmpty();
        assertThat(find("not a location\0").lines()).isEmpty();
    }

    private Sources find(String location, String... named) {
        String address = location.indexOf('\0') >= 0
                ? location
                : "file:" + directory.resolve(location) + (location.endsWith("/") ? "/" : "");
        List<Path> paths = Arrays.stream(named).map(directory::resolve).toList();
        return new SourceFinder(paths, SourceScope.all).find(profile(address));
    }

    private Profile profile(String location) {
        return Profiles.of(
                Profiles.CONFIRMED,
                Profiles.run("", directory.resolve("work")),
                1e6,
                Profiles.method("com.acme.Csv$Row", "load", "Csv.java", location),
                10);
    }

    /** A source file, and the location's directory, which exists in a real project. */
    private void source(String root) throws IOException {
        Path file = directory.resolve(root).resolve(PATH);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, lines("line "));
        for (String made : new String[] {
            "app/target/classes", "app/target/test-classes", "app/build/libs", "app/build/classes/java/main"
        }) {
            Files.createDirectories(directory.resolve(made));
        }
    }

    private void zip(String name, String entry) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(lines("zipped ").getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String lines(String prefix) {
        return IntStream.rangeClosed(1, 30).mapToObj(line -> prefix + line).collect(Collectors.joining("\n"));
    }
}
