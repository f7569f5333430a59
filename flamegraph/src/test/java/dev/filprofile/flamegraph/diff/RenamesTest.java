package dev.filprofile.flamegraph.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.filprofile.flamegraph.ProfileBuilder;
import dev.filprofile.profile.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RenamesTest {

    private static final int MB = 1_000_000;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            com.acme.Old=com.acme.New | com.acme.Old                   | com.acme.New
            com.acme.Old=com.acme.New | com.acme.Old$Row$1             | com.acme.New$Row$1
            com.acme.Old=com.acme.New | com.acme.Old$$Lambda$14/0x0801 | com.acme.New$$Lambda$14/0x0801
            com.acme.Old=com.acme.New | com.acme.Older                 | com.acme.Older
            com.acme.Old=com.acme.New | my.com.acme.Old                | my.com.acme.Old
            com.acme.Old=com.acme.New | [[Lcom.acme.Old;               | [[Lcom.acme.New;
            com.acme=org.acme.core    | com.acme.csv.Row               | org.acme.core.csv.Row
            com.acme=org.acme.core    | com.acmelike.Row               | com.acmelike.Row
            a.Outer$In=b.In           | a.Outer$In                     | b.In
            B=Bytes                   | [B                             | [B
            a=b a.C=x.D               | a.C                            | x.D
            a.C=x.D a=b               | a.C                            | x.D
            a.C=x.D a=b               | a.E                            | b.E
            a.A=a.B a.B=a.A           | a.A                            | a.B
            """)
    void aClassOrPackageIsRenamedWithAllBelowIt(String rules, String before, String after) {
        assertThat(renames(rules.split(" ")).className(before)).isEqualTo(after);
    }

    @Test
    void aMethodIsRenamedWithItsDescriptor() {
        Method method =
                new Method("a.Old", "load", "(La/Old;[La/Old$Row;ILb/La/Old;La/Older;)La/Old;", "Old.java", "here");

        assertThat(renames("a.Old=c.d.New").method(method))
                .isEqualTo(new Method(
                        "c.d.New",
                        "load",
                        "(Lc/d/New;[Lc/d/New$Row;ILb/La/Old;La/Older;)Lc/d/New;",
                        "Old.java",
                        "here"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "=", "a", "a=", "=b", "a=b=c", "a b=c", ".a=b", "a.=b", "a..b=c", "a.*=b", "a/b=c", "[La;=b",
                "a\\.b=c"
            })
    void whatIsNoRuleIsRefused(String text) {
        assertThatThrownBy(() -> Renames.Rule.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is not OLD=NEW, two names of a class or a package such as"
                        + " com.acme.Old=com.acme.New");
    }

    /** The line was edited too, and makes objects of a class that was renamed as well. */
    @Test
    void sitesOfARenamedClassBelongTogetherWhateverElseChanged() {
        Side before = side(new ProfileBuilder()
                .held("app.Row", 8 * MB, 10, "app.Main.main:3", "app.Old.load:41")
                .source("app/Old.java", 41, "rows.add(new Row(parts));"));
        Side after = side(new ProfileBuilder()
                .held("core.Row", 9 * MB, 10, "app.Main.main:3", "core.New.load:50")
                .source("core/New.java", 50, "rows.add(new Row(parts, kind));"));

        assertThat(matches(before, after)).containsExactlyInAnyOrder("41 NONE -", "- NONE 50");
        Renames renames = renames("app.Old=core.New", "app=core");
        assertThat(matches(before.renamed(renames), after)).containsExactly("41 MOVED_LINE 50");
        assertThat(before.renamed(renames).sites().get(0).site().fullName()).isEqualTo("app.Old.load");
    }

    @Test
    void rulesThatRenameNothingAreFound() {
        Side before = side(new ProfileBuilder().held("[Lapp.Row;", MB, 1, "app.Main.main:3"));

        assertThat(renames("app.Main=b.Main", "app.Row=b.Row", "app.Mian=b.Main", "b=c")
                        .unused(before))
                .extracting(Renames.Rule::toString)
                .containsExactlyInAnyOrder("app.Mian=b.Main", "b=c");
    }

    private static Renames renames(String... rules) {
        return new Renames(Arrays.stream(rules).map(Renames.Rule::parse).toList());
    }

    private static Side side(ProfileBuilder builder) {
        return Side.of("side", List.of(builder.build()));
    }

    private static List<String> matches(Side before, Side after) {
        return SiteMatcher.match(before.sites(), after.sites()).stream()
                .map(pair -> (pair.before() == null ? "-" : pair.before().line()) + " " + pair.match() + " "
                        + (pair.after() == null ? "-" : pair.after().line()))
                .toList();
    }
}
