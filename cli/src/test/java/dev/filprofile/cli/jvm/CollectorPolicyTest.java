package dev.filprofile.cli.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.filprofile.cli.jvm.CollectorPolicy.Decision;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CollectorPolicyTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // what the user chose | collector | by us | what is added
                "default       | Serial   | true  | -XX:+UseSerialGC -Xmx6320816128 -Xmn32m -XX:MarkSweepDeadRatio=0",
                "xmx4g         | Serial   | true  | -XX:+UseSerialGC -Xmn32m -XX:MarkSweepDeadRatio=0",
                "xmx100m       | Serial   | true  | -XX:+UseSerialGC -Xmn8m -XX:MarkSweepDeadRatio=0",
                "small-initial | Serial   | true  | -XX:+UseSerialGC -XX:NewSize=4194304 -XX:MaxNewSize=16777216 -XX:MarkSweepDeadRatio=0",
                "serial        | Serial   | false | -Xmn16m -XX:MarkSweepDeadRatio=0",
                "environment   | Parallel | false | -Xmn16m",
                "parallel-xmn  | Parallel | false |",
                "g1            | G1       | false | -XX:MarkSweepDeadRatio=0",
                "g1-tuned      | G1       | false | -XX:MarkSweepDeadRatio=0",
                "not-serial    | G1       | false | -XX:MarkSweepDeadRatio=0",
                "z             | Z        | false |",
                "no-explicit   | G1       | false | -XX:MarkSweepDeadRatio=0 -XX:-DisableExplicitGC -XX:-ExplicitGCInvokesConcurrent",
            })
    void theUsersChoiceIsKeptAndOnlyWhatFitsIsAdded(String recorded, String collector, boolean chosenByUs, String added)
            throws Exception {
        for (String version : List.of("17", "25")) {
            Decision decision = CollectorPolicy.decide(Recorded.flags(version + "-" + recorded));

            assertThat(decision.collector()).isEqualTo(collector);
            assertThat(decision.chosenByUs()).isEqualTo(chosenByUs);
            assertThat(String.join(" ", decision.options())).isEqualTo(added == null ? "" : added);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"17", "25"})
    void overriddenOptionsOfTheUsersAreTold(String version) throws Exception {
        assertThat(CollectorPolicy.decide(Recorded.flags(version + "-no-explicit"))
                        .notes())
                .containsExactly(
                        "-XX:+DisableExplicitGC was overridden: forced collections are needed to confirm the peak.",
                        "-XX:+ExplicitGCInvokesConcurrent was overridden: concurrent collections do not confirm the"
                                + " peak.");
        assertThat(CollectorPolicy.decide(Recorded.flags(version + "-default")).notes())
                .isEmpty();
    }

    @Test
    void youngCollectionsMustNotPassForWholeOnes() {
        String shenandoah =
                "     bool UseShenandoahGC  = true  {product} {command line}\n    ccstr ShenandoahGCMode = ";
        Decision generational =
                CollectorPolicy.decide(JvmFlags.parse(shenandoah + "generational  {product} {command line}\n"));
        assertThat(generational.options()).containsExactly("-XX:ShenandoahGCMode=satb");
        assertThat(generational.notes())
                .singleElement()
                .asString()
                .startsWith("-XX:ShenandoahGCMode=generational was overridden: ");

        Decision whole = CollectorPolicy.decide(JvmFlags.parse(shenandoah + "satb  {product} {default}\n"));
        assertThat(whole.options()).isEmpty();
        assertThat(whole.notes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2097152,",
        "8388608,-Xmn2m",
        "16777216,-Xmn4m",
        "67108864,-Xmn8m",
        "268435455,-Xmn8m",
        "268435456,-Xmn16m",
        "2147483648,-Xmn16m",
        "2147483649,-Xmn32m"
    })
    void theYoungGenerationFollowsTheHeap(long maxHeapBytes, String expected) {
        JvmFlags flags = JvmFlags.parse("     bool UseSerialGC  = true  {product} {command line}\n"
                + "   size_t MaxHeapSize  = " + maxHeapBytes + "  {product} {command line}\n");

        assertThat(CollectorPolicy.decide(flags).options()).isEqualTo(expected == null ? List.of() : List.of(expected));
    }
}
