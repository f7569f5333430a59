package dev.filprofile.cli.doctor;

import dev.filprofile.cli.jvm.CollectorPolicy;
import dev.filprofile.flamegraph.Findings;
import dev.filprofile.flamegraph.Site;
import dev.filprofile.flamegraph.Units;
import dev.filprofile.profile.Certificate;
import dev.filprofile.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the trials say of a JVM, line by line, and what is wrong.
 *
 * @param lines to be shown; the last is the verdict
 * @param healthy whether everything works
 */
public record Diagnosis(List<String> lines, boolean healthy) {

    public Diagnosis {
        lines = List.copyOf(lines);
    }

    /** What there is between the program's own bytes and P: the classes and buffers of a JVM that has got as far as main. */
    static final long SLACK_BYTES = 512 * 1024;

    private static final double SLACK_SHARE = 0.01;

    /**
     * What was found out.
     *
     * @param java the JVM's path
     * @param version its version
     * @param collector which one was decided for
     * @param known what the program held at its peak
     * @param plain without the agent
     * @param first with the engine that would be used
     * @param second the same again, if the first found the cache empty
     * @param portable with the portable engine, if the first was not
     * @param cacheDirectory where rewritten classes are kept
     */
    record Facts(
            String java,
            String version,
            CollectorPolicy.Decision collector,
            KnownBytes known,
            Trial plain,
            Trial first,
            @Nullable Trial second,
            @Nullable Trial portable,
            String cacheDirectory) {}

    static Diagnosis of(Facts facts) {
        return new Diagnostician(facts).diagnose();
    }

    private static final class Diagnostician {

        private final Facts facts;
        private final List<String> lines = new ArrayList<>();
        private final List<String> troubles = new ArrayList<>();

        Diagnostician(Facts facts) {
            this.facts = facts;
        }

        Diagnosis diagnose() {
            Profile profile = facts.first.profile();
            line("JVM", (profile == null ? facts.version : profile.run().jvm()) + ", " + facts.java);
            line("Collector", collector());
            if (!facts.plain.failure().isEmpty()) {
                troubles.add("without fil-profile " + facts.plain.failure());
            } else if (profile == null) {
                troubles.add(facts.first.failure());
            } else {
                profiled(profile);
            }
            boolean healthy = troubles.isEmpty();
            lines.add(healthy ? "OK: fil-profile works with this JVM." + slower() : "WRONG: " + verdict());
            return new Diagnosis(lines, healthy);
        }

        private void profiled(Profile profile) {
            line("Engine", engine(profile.run().engine()));
            line("Stacks", stacks(profile.run().engine()));
            line("Cache", cache());
            line(
                    "Known",
                    Units.preciseBytes(facts.known.bytes()) + " in " + facts.known.arrays()
                            + " arrays at the peak, made by line " + KnownPeak.line());
            measured(isFast(facts.first) ? "Fast" : "Portable", facts.first);
            if (facts.portable != null) {
                measured("Portable", facts.portable);
            }
            line("Start-up", startUp());
        }

        private void line(String term, String text) {
            lines.add(String.format(Locale.ROOT, "%-10s %s", term, text));
        }

        private String collector() {
            Profile profile = facts.first.profile();
            String name = profile == null
                    ? facts.collector.collector()
                    : profile.run().collector();
            String why = facts.collector.chosenByUs()
                    ? ", chosen by fil-profile because the options name none"
                    : ", as the options or the JVM have it";
            return name
                    + why
                    + switch (name) {
                        case "Serial", "Parallel", "G1" -> "; a full collection tells live bytes exactly";
                        case "Epsilon" -> "; it frees nothing, so live bytes cannot be told from garbage";
                        default -> "; it does not tell live bytes exactly, the peak is estimated from the samples";
                    };
        }

        private static String engine(String description) {
            return description.startsWith("fast")
                    ? "fast"
                    : "portable, slower: the fast one does not work here" + reason(description);
        }

        /** {@code portable (why), stacks}. */
        private static String reason(String description) {
            int open = description.indexOf('(');
            int close = description.lastIndexOf(')');
            return open < 0 || close < open ? "" : ", " + description.substring(open + 1, close);
        }

        private static String stacks(String description) {
            return description.substring(description.lastIndexOf(", ") + 1).strip();
        }

        private String cache() {
            if (facts.second == null) {
                return "warm: " + facts.first.counter("classesFromCache") + " JDK classes need no rewriting, "
                        + facts.cacheDirectory;
            }
            long kept = facts.second.counter("classesFromCache");
            if (kept == 0) {
                troubles.add("rewritten JDK classes cannot be kept in " + facts.cacheDirectory
                        + ", so that every start takes longer");
                return "none: nothing could be kept in " + facts.cacheDirectory;
            }
            return "was cold, is warm now: " + kept + " JDK classes need no rewriting, " + facts.cacheDirectory;
        }

        private void measured(String engine, Trial trial) {
            Profile profile = trial.profile();
            if (profile == null) {
                line(engine, "failed");
                troubles.add("the " + engine.toLowerCase(Locale.ROOT) + " engine: " + trial.failure());
                return;
            }
            int before = troubles.size();
            String which = "the " + engine.toLowerCase(Locale.ROOT) + " engine ";
            String peak = peak(which, profile.certificate());
            String held = held(which, profile);
            if (trial.counter("errors") > 0) {
                troubles.add(which + "counted " + trial.counter("errors") + " failures of its own");
            }
            line(engine, peak + "; " + held + (troubles.size() == before ? ": right" : ": wrong"));
        }

        private String peak(String which, Certificate certificate) {
            String peak = Units.preciseBytes(certificate.peakBytes());
            if (certificate.kind() == Certificate.Kind.PROVISIONAL) {
                troubles.add(which + "could not confirm the peak with the collector " + facts.collector.collector());
                return "peak not confirmed";
            }
            long expected = facts.known.bytes() + certificate.baseBytes();
            double slack = SLACK_BYTES + SLACK_SHARE * facts.known.bytes();
            if (Math.abs(certificate.peakBytes() - expected) > slack) {
                troubles.add(which + "measured a peak of " + peak + " where " + Units.preciseBytes(expected)
                        + " were alive");
            } else if (certificate.upperBoundBytes() < facts.known.bytes()) {
                troubles.add(which + "gave an upper bound below what was alive");
            }
            return "peak " + peak + (certificate.kind() == Certificate.Kind.SAMPLED ? " by the samples" : "") + " with "
                    + Units.preciseBytes(certificate.baseBytes()) + " of the JVM's own";
        }

        private String held(String which, Profile profile) {
            String location = "KnownPeak.java:" + KnownPeak.line();
            double bytes = 0;
            for (Site site : Findings.of(profile).sites()) {
                if (site.location().equals(location) && site.fullName().equals(KnownPeak.class.getName() + ".array")) {
                    bytes += site.bytes();
                }
            }
            if (Math.abs(bytes - facts.known.bytes()) > SLACK_SHARE * facts.known.bytes()) {
                troubles.add(which + "found " + Units.preciseBytes(bytes) + " at the line that holds "
                        + Units.preciseBytes(facts.known.bytes()));
            }
            return "the line holds " + Units.preciseBytes(bytes);
        }

        private String startUp() {
            String cold = seconds(facts.first.startNanos() - facts.plain.startNanos());
            String plain = " to the " + seconds(facts.plain.startNanos()) + " without fil-profile";
            return facts.second == null
                    ? cold + " added" + plain
                    : seconds(facts.second.startNanos() - facts.plain.startNanos()) + " added" + plain + "; " + cold
                            + " the first time, with a cold cache";
        }

        private static String seconds(long nanos) {
            return String.format(Locale.ROOT, "%.2f s", Math.max(0, nanos) / 1e9);
        }

        private static boolean isFast(Trial trial) {
            return trial.engine().startsWith("fast");
        }

        private String slower() {
            return isFast(facts.first) ? "" : " It is slower than it could be: the fast engine does not work here.";
        }

        private String verdict() {
            String more = troubles.size() == 1 ? "" : "; " + (troubles.size() - 1) + " more";
            return troubles.get(0) + more;
        }
    }
}
