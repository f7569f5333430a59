package dev.filprofile.flamegraph.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filprofile.flamegraph.ProfileBuilder;
import dev.filprofile.profile.Profile;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SiteMatcherTest {

    private static final String BYTES = "[B";
    private static final String STRINGS = "[Ljava.lang.String;";
    private static final int MB = 1_000_000;

    /** A program of two lines: Csv.load calls split, and keeps a row. */
    private static ProfileBuilder csv(int splitLine, int rowLine) {
        return new ProfileBuilder()
                .held(STRINGS, 8 * MB, 10, "app.Main.main:3", "app.Csv.load:" + splitLine, "java.lang.String.split:90")
                .held("app.Row", 2 * MB, 10, "app.Main.main:3", "app.Csv.load:" + rowLine);
    }

    private static ProfileBuilder withText(ProfileBuilder builder, int splitLine, int rowLine) {
        return builder.source("app/Csv.java", splitLine, "  String[] parts = line.split(\",\");")
                .source("app/Csv.java", rowLine, "  rows.add(new Row(parts));");
    }

    @Test
    void theSameCodeMatchesLineByLine() {
        assertThat(pairs(csv(41, 42), csv(41, 42))).containsExactlyInAnyOrder("41 SAME_LINE 41", "42 SAME_LINE 42");
    }

    @Test
    void linesThatACommentShiftedAreFoundByTheirTextAlsoWhenTheyWereReformattedAndSwapped() {
        ProfileBuilder after = csv(51, 47)
                .source("app/Csv.java", 51, "\tString[] parts=line.split( \",\" );")
                .source("app/Csv.java", 47, "rows.add( new Row(parts) );");

        assertThat(pairs(withText(csv(41, 42), 41, 42), after))
                .containsExactlyInAnyOrder("41 MOVED_LINE 51", "42 MOVED_LINE 47");
    }

    @Test
    void withoutTextTheDistanceFromTheMethodsFirstLineTells() {
        assertThat(pairs(csv(41, 45), csv(141, 145)))
                .containsExactlyInAnyOrder("41 MOVED_LINE 141", "45 MOVED_LINE 145");
    }

    @Test
    void anEditedLineIsTheSameLine() {
        ProfileBuilder before =
                held(BYTES, "app.Buffers.fill:7").source("app/Buffers.java", 7, "new byte[4 * MEGABYTE];");
        ProfileBuilder after =
                held(BYTES, "app.Buffers.fill:7").source("app/Buffers.java", 7, "new byte[8 * MEGABYTE];");

        assertThat(pairs(before, after)).containsExactly("7 SAME_LINE 7");
    }

    @Test
    void anotherLineOfTheMethodIsNewAlsoIfItMadeTheSameClass() {
        ProfileBuilder before = held(BYTES, "app.Buffers.fill:7").source("app/Buffers.java", 7, "read(file, size);");
        ProfileBuilder after =
                held(BYTES, "app.Buffers.fill:9").source("app/Buffers.java", 9, "byte[] all = new byte[9];");

        assertThat(pairs(before, after)).containsExactlyInAnyOrder("7 NONE -", "- NONE 9");
    }

    @Test
    void anotherLineThatMadeAnotherClassIsNew() {
        ProfileBuilder before = held(BYTES, "app.Buffers.fill:7")
                .held("app.Row", 1, 1, "app.Main.main:3", "app.Buffers.fill:2")
                .source("app/Buffers.java", 7, "one = new byte[4];")
                .source("app/Buffers.java", 2, "rows.add(new Row());");
        ProfileBuilder after = held(STRINGS, "app.Buffers.fill:9")
                .held("app.Row", 1, 1, "app.Main.main:3", "app.Buffers.fill:2")
                .source("app/Buffers.java", 9, "other = new String[4];")
                .source("app/Buffers.java", 2, "rows.add(new Row());");

        assertThat(pairs(before, after)).containsExactlyInAnyOrder("2 SAME_LINE 2", "7 NONE -", "- NONE 9");
    }

    @Test
    void renumberedLambdasAndAnonymousClassesAreTheSame() {
        assertThat(pairs(held(BYTES, "app.Csv.lambda$load$3:7"), held(BYTES, "app.Csv.lambda$load$11:9")))
                .containsExactly("7 MOVED_LINE 9");
        assertThat(pairs(held(BYTES, "app.Csv$1.run:7"), held(BYTES, "app.Csv$2.run:9")))
                .containsExactly("7 MOVED_LINE 9");
    }

    @Test
    void aRenamedMethodIsFoundByItsText() {
        ProfileBuilder before = held(BYTES, "app.Csv.load:7").source("app/Csv.java", 7, "return new byte[size];");
        ProfileBuilder after = held(BYTES, "app.Csv.read:9").source("app/Csv.java", 9, "return new byte[size];");

        assertThat(pairs(before, after)).containsExactly("7 MOVED_METHOD 9");
    }

    @Test
    void aRenamedClassIsFoundByItsTextOrWithoutSourcesByTheMethodsName() {
        ProfileBuilder before = held(BYTES, "app.Csv.load:7");
        ProfileBuilder after = held(BYTES, "app.io.Table.load:7");
        assertThat(pairs(before, after)).containsExactly("7 MOVED_METHOD 7");

        before.source("app/Csv.java", 7, "return new byte[size];");
        after.source("app/io/Table.java", 7, "return new byte[size];");
        assertThat(pairs(before, after)).containsExactly("7 MOVED_METHOD 7");
    }

    @Test
    void aLineThatWasExtractedOrInlinedIsFoundAndWhatIsInItsPlaceIsNew() {
        ProfileBuilder inOne = held(BYTES, "app.Csv.load:7").source("app/Csv.java", 7, "return new byte[size];");
        ProfileBuilder extracted = new ProfileBuilder()
                .held(BYTES, MB, 1, "app.Main.main:3", "app.Csv.load:7", "app.Csv.buffer:12")
                .held(BYTES, MB, 1, "app.Main.main:3", "app.Csv.load:8")
                .source("app/Csv.java", 12, "return new byte[size];")
                .source("app/Csv.java", 8, "byte[] header = new byte[2];");

        assertThat(pairs(inOne, extracted)).containsExactlyInAnyOrder("7 MOVED_METHOD 12", "- NONE 8");
        assertThat(pairs(extracted, inOne)).containsExactlyInAnyOrder("12 MOVED_METHOD 7", "8 NONE -");
    }

    @Test
    void withoutSourcesARenamedMethodIsFoundByItsCallers() {
        String[] before = Stream.concat(callers(9), Stream.of("app.Csv.load:7")).toArray(String[]::new);
        String[] after = Stream.concat(callers(9), Stream.of("app.Csv.read:7")).toArray(String[]::new);
        assertThat(pairs(
                        new ProfileBuilder().held(BYTES, MB, 1, before),
                        new ProfileBuilder().held(BYTES, MB, 1, after)))
                .containsExactly("7 MOVED_METHOD 7");

        assertThat(pairs(new ProfileBuilder().held(BYTES, MB, 1, before), held(BYTES, "app.Csv.read:7")))
                .containsExactlyInAnyOrder("7 NONE -", "- NONE 7");
    }

    @Test
    void aSiteThatSamplingMayHaveMissedIsNotLookedForElsewhere() {
        ProfileBuilder before = new ProfileBuilder()
                .heldWithError(BYTES, MB, 1, 0.4 * MB, List.of("app.Main.main:3", "app.Csv.load:7"));
        ProfileBuilder after = held(BYTES, "app.io.Table.load:7");

        assertThat(pairs(before, after)).containsExactlyInAnyOrder("7 NONE -", "- NONE 7");
    }

    @Test
    void aMethodWithAnotherParameterIsTheSame() {
        Profile before = held(BYTES, "app.Csv.load:7").build();
        Profile after = Profiles.withDescriptor(held(BYTES, "app.Csv.load:7").build(), "(I)V");

        assertThat(pairs(before, after)).containsExactly("7 SAME_LINE 7");
    }

    @Test
    void whatHasNoStackMatchesWhatHasNone() {
        ProfileBuilder before = new ProfileBuilder().held(BYTES, MB, 1);
        ProfileBuilder after = new ProfileBuilder().held("app.Row", MB, 1);

        assertThat(pairs(before, after)).containsExactly("-1 SAME_LINE -1");
    }

    private static Stream<String> callers(int count) {
        return Stream.iterate(1, number -> number + 1).limit(count).map(number -> "app.Layer" + number + ".call:5");
    }

    private static ProfileBuilder held(String className, String frame) {
        return new ProfileBuilder().held(className, MB, 1, "app.Main.main:3", frame);
    }

    private static List<String> pairs(ProfileBuilder before, ProfileBuilder after) {
        return pairs(before.build(), after.build());
    }

    /** Each as {@code LINE MATCH LINE}. */
    private static List<String> pairs(Profile before, Profile after) {
        List<Pair> pairs = SiteMatcher.match(
                Side.of("before", List.of(before)).sites(),
                Side.of("after", List.of(after)).sites());
        return pairs.stream()
                .map(pair -> line(pair.before()) + " " + pair.match() + " " + line(pair.after()))
                .toList();
    }

    private static String line(@Nullable RunSite site) {
        return site == null ? "-" : Integer.toString(site.line());
    }
}
