package dev.filprofile.flamegraph.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filprofile.flamegraph.ProfileBuilder;
import dev.filprofile.flamegraph.SyntheticProfiles;
import dev.filprofile.profile.Profile;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class CollapsedStacksTest {

    @Test
    void one_line_per_stack_root_first_sorted() throws IOException {
        Profile profile = new ProfileBuilder()
                .held("[B", 50, 1, "b.Main.main:1", "b.Csv$Row.<init>:41")
                .held("[C", 25, 1, "b.Main.main:1", "b.Csv$Row.<init>:41")
                .held("[B", 7, 1, "b.Main.main:1")
                .held("[B", 9, 1, "a.Worker.run", "java.lang.Object.clone")
                .build();

        assertThat(text(profile)).isEqualTo("""
                        a.Worker.run;java.lang.Object.clone 9
                        b.Main.main:1 7
                        b.Main.main:1;b.Csv$Row.<init>:41 75
                        """);
    }

    @Test
    void stacks_that_round_to_nothing_are_left_out_and_so_is_the_residual() throws IOException {
        Profile profile = new ProfileBuilder()
                .held("[B", 0.4, 1, "a.A.a:1")
                .held("[B", 0.5, 1, "a.B.b:1")
                .certificate(1000, 1000)
                .build();

        assertThat(text(profile)).isEqualTo("a.B.b:1 1\n");
    }

    @Test
    void nothing_tracked_is_an_empty_text() throws IOException {
        assertThat(text(SyntheticProfiles.empty())).isEmpty();
    }

    @Test
    void objects_without_a_stack_have_a_name() throws IOException {
        assertThat(text(new ProfileBuilder().held("[B", 3, 1).build())).isEqualTo("(no_Java_stack) 3\n");
    }

    @Test
    void hostile_names_cannot_be_taken_for_structure() throws IOException {
        String text = text(SyntheticProfiles.hostile());

        assertThat(text.lines()).hasSize(5).isSorted().allSatisfy(line -> {
            int space = line.lastIndexOf(' ');
            assertThat(line.substring(0, space)).doesNotContainPattern("[\\s\\p{Z}\\p{Cc}]");
            assertThat(Long.parseLong(line.substring(space + 1))).isPositive();
            assertThat(line.substring(0, space).split(";", -1)).hasSize(2).doesNotContain("");
        });
        assertThat(text).contains("com.acme.Semi,colon.a_b:7 1048576");
    }

    private static String text(Profile profile) throws IOException {
        StringBuilder out = new StringBuilder();
        CollapsedStacks.write(profile, out);
        return out.toString();
    }
}
