package dev.filprofile.flamegraph.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.filprofile.flamegraph.Findings;
import dev.filprofile.flamegraph.SyntheticProfiles;
import dev.filprofile.profile.Allocation;
import dev.filprofile.profile.Certificate;
import dev.filprofile.profile.Frame;
import dev.filprofile.profile.Method;
import dev.filprofile.profile.Profile;
import dev.filprofile.profile.format.ProfileFormatException;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CollapsedReaderTest {

    static Stream<Profile> ours() {
        return Stream.of(
                SyntheticProfiles.csvImport(),
                SyntheticProfiles.large(5_000, 11),
                SyntheticProfiles.deep(3_000),
                SyntheticProfiles.hostile());
    }

    @ParameterizedTest
    @MethodSource("ours")
    void what_we_write_comes_back_equal(Profile profile) throws IOException {
        String text = written(profile);

        assertThat(written(read(text))).isEqualTo(text);
    }

    @Test
    void stacks_are_merged_into_one_tree_with_most_bytes_first() throws IOException {
        Profile profile = read("""
                a.Main.main:1;a.Small.make:2 10
                a.Main.main:1;a.Large.make:3 30
                a.Main.main:1 5
                a.Main.main:1;a.Small.make:2 7
                """);

        assertThat(profile.tree().parents()).containsExactly(-1, 0, 1, 1);
        assertThat(names(profile)).containsExactly("a.Main.main:1", "a.Large.make:3", "a.Small.make:2");
        assertThat(profile.allocations()).extracting(Allocation::bytes).containsExactly(5.0, 30.0, 17.0);
        assertThat(profile.certificate().kind()).isEqualTo(Certificate.Kind.UNKNOWN);
        assertThat(profile.certificate().peakBytes()).isEqualTo(52);
        assertThat(profile.residualBytes()).isZero();
        assertThat(Findings.of(profile).answer().text())
                .isEqualTo("line 3 in Large.make holds 58 % of the peak (30 B).");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "com.acme.Csv$Row.<init>:41                | com.acme.Csv$Row         | <init>     | 41",
                "com.acme.Csv.split                        | com.acme.Csv             | split      | -1",
                "java/util/HashMap.put_[j]                 | java.util.HashMap        | put        | -1",
                "java/util/HashMap.put:611_[j]             | java.util.HashMap        | put        | 611",
                "Main.main:3                               | Main                     | main       | 3",
                "a.B$$Lambda/0x00007f12.run                | a.B$$Lambda/0x00007f12   | run        | -1",
                "start_thread                              | start_thread             | ''         | -1",
                "std::vector<int>::push_back(int)          | std::vector<int>::push_back(int) | '' | -1",
                "net/http.(*conn).serve                    | net/http.(*conn).serve   | ''         | -1",
                "libc.so.6                                 | libc.so.6                | ''         | -1",
                "load (app.py:12)                          | load (app.py:12)         | ''         | -1",
                "Odd.name:0                                | Odd.name:0               | ''         | -1",
                "a.B.c:99999999999                         | a.B.c:99999999999        | ''         | -1",
            })
    void frames_are_understood_as_far_as_that_goes(String frame, String className, String method, int line)
            throws IOException {
        Profile profile = read(frame + " 1");

        assertThat(profile.tree().methods()).containsExactly(new Method(className, method, "", "", ""));
        assertThat(profile.tree().frame(1).line()).isEqualTo(line);
    }

    @Test
    void a_class_at_the_end_of_a_stack_is_what_was_allocated() throws IOException {
        Profile profile = read("""
                a.Main.main_[j];byte[]_[i] 10
                a.Main.main_[j];java/lang/String_[k] 20
                a.Main.main_[j];a.Main.inlined_[i] 4
                """);

        assertThat(profile.classes()).containsExactly("byte[]", "java.lang.String", "");
        assertThat(names(profile)).containsExactly("a.Main.main", "a.Main.inlined");
    }

    @Test
    void other_tools_ways_of_writing_are_read() throws IOException {
        Profile profile = read("\r\na;b 10\r\nc\t2.5 \n\na;;b 7\na;b\u00a0c 1\nzero 0");

        assertThat(profile.allocations()).extracting(Allocation::bytes).containsExactlyInAnyOrder(10.0, 7.0, 2.5, 1.0);
        assertThat(names(profile)).contains("(unnamed)", "b\u00a0c").doesNotContain("zero");
        assertThat(profile.certificate().peakBytes()).isEqualTo(21);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a;b", "a;b 1\na;b x", "a 1\n\u0000\u0001 1", "a -5", "a 1e9", "12", "<html>"})
    void what_is_no_stack_is_named_with_its_line(String text) {
        long line = text.lines().count();

        assertThatThrownBy(() -> read(text))
                .isInstanceOf(ProfileFormatException.class)
                .hasMessage("some.txt, line " + line
                        + ", is no collapsed stack: frames with ; between them, a space and a number");
    }

    @Test
    void sums_that_say_nothing_are_refused() {
        assertThatThrownBy(() -> read("a 0\n")).hasMessage("some.txt holds no stacks");
        assertThatThrownBy(() -> read("")).hasMessage("some.txt holds no stacks");
        assertThatThrownBy(() -> read("a 999999999999999999"))
                .hasMessage("some.txt adds up to more than 9007199254740992 bytes");
    }

    @Test
    void a_file_without_line_ends_does_not_fill_the_memory() {
        assertThatThrownBy(() -> read("x".repeat((1 << 25) + 1)))
                .hasMessage("some.txt, line 1, is too long for a collapsed stack");
    }

    @Test
    void long_names_do_not_make_the_matching_recurse() throws IOException {
        String name = "a.".repeat(500_000) + "B.c";

        assertThat(read(name + ":7 1").tree().frame(1).line()).isEqualTo(7);
    }

    private static Profile read(String text) throws IOException {
        return CollapsedReader.read(new StringReader(text), "some.txt", List.of());
    }

    private static String written(Profile profile) throws IOException {
        StringBuilder out = new StringBuilder();
        CollapsedStacks.write(profile, out);
        return out.toString();
    }

    private static List<String> names(Profile profile) {
        return Stream.iterate(1, node -> node < profile.tree().size(), node -> node + 1)
                .map(node -> name(profile.tree().method(node), profile.tree().frame(node)))
                .toList();
    }

    private static String name(Method method, Frame frame) {
        return method.className()
                + (method.name().isEmpty() ? "" : "." + method.name())
                + (frame.line() > 0 ? ":" + frame.line() : "");
    }
}
