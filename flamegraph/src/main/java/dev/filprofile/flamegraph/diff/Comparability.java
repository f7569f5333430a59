package dev.filprofile.flamegraph.diff;

import dev.filprofile.profile.Certificate;
import dev.filprofile.profile.Profile;
import dev.filprofile.profile.RunInfo;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether two sides can be compared at all.
 *
 * @param obstacles why they cannot, one sentence each without a full stop: another program, objects of another size, peaks that
 *     were measured in another way
 * @param remarks what a reader should know but what leaves the comparison its sense, likewise
 */
public record Comparability(List<String> obstacles, List<String> remarks) {

    private static final String UNKNOWN = "unknown";
    private static final long LARGEST_COMPRESSED_HEAP = 32L << 30;
    private static final Pattern MAJOR_VERSION = Pattern.compile(".* (\\d+)\\S*");
    private static final Pattern OURS =
            Pattern.compile("-javaagent:.*(fil-profile|agent\\.properties).*|-Xmx.*|-Xmn.*|-XX:\\+Use\\w+GC|"
                    + "-XX:MarkSweepDeadRatio=.*|-XX:MaxHeapSize=.*");

    public Comparability {
        obstacles = List.copyOf(obstacles);
        remarks = List.copyOf(remarks);
    }

    /**
     * Looks at all runs of both sides.
     *
     * @param program tells which program a run was of, e.g. its main class
     */
    public static Comparability of(Side base, Side next, Function<RunInfo, String> program) {
        Comparer comparer = new Comparer(base, next);
        comparer.obstacle("different programs", ifKnown(program));
        comparer.obstacle("objects have other sizes", ifKnown(Comparability::objectLayout));
        comparer.obstacle("peaks were measured in different ways", Comparability::measured);
        comparer.remark("command lines differ", ifKnown(run -> String.join(" ", run.command())));
        comparer.remark("JVM versions differ", ifKnown(run -> majorVersion(run.jvm())));
        comparer.remark("collectors differ", ifKnown(RunInfo::collector));
        comparer.remark("heap limits differ", ifKnown(run -> (run.maxHeapBytes() >> 20) + " MiB"));
        comparer.remark("JVM flags differ", ifKnown(Comparability::flags));
        comparer.remark("versions of fil-profile differ", ifKnown(RunInfo::toolVersion));
        comparer.remark("exit codes differ", ifKnown(run -> Integer.toString(run.exitCode())));
        comparer.state("memory ran out", run -> run.outOfMemory().happened());
        comparer.state("still running", run -> !run.certificate().finalPeak());
        comparer.state(
                "nothing could confirm the highest state",
                run -> run.certificate().kind() == Certificate.Kind.PROVISIONAL);
        comparer.state(
                "stacks of another tool, of which it is not known whether they are a peak", Comparability::isUnknown);
        comparer.state("nothing was tracked", run -> run.allocations().isEmpty());
        return new Comparability(List.copyOf(comparer.obstacles), List.copyOf(comparer.remarks));
    }

    /** Stacks of another tool do not tell what was run. */
    private static Function<Profile, String> ifKnown(Function<RunInfo, String> property) {
        return run -> isUnknown(run) ? UNKNOWN : property.apply(run.run());
    }

    private static boolean isUnknown(Profile run) {
        return run.certificate().kind() == Certificate.Kind.UNKNOWN;
    }

    /** Whether nothing speaks against it. */
    public boolean isGiven() {
        return obstacles.isEmpty();
    }

    private static String measured(Profile run) {
        return switch (run.certificate().kind()) {
            case CONFIRMED, PROVISIONAL -> "by full collections";
            case SAMPLED -> "estimated from samples (" + run.run().collector() + ")";
            case UNKNOWN -> "by another tool";
        };
    }

    /** What decides the size of objects: references, headers, alignment. */
    private static String objectLayout(RunInfo run) {
        List<String> flags = run.jvmFlags();
        boolean wide = flags.contains("-XX:-UseCompressedOops")
                || run.maxHeapBytes() >= LARGEST_COMPRESSED_HEAP
                || run.collector().startsWith("Z");
        StringBuilder layout = new StringBuilder(wide ? "references of 8 bytes" : "references of 4 bytes");
        if (flags.contains("-XX:+UseCompactObjectHeaders")) {
            layout.append(", compact headers");
        }
        if (flags.contains("-XX:-UseCompressedClassPointers")) {
            layout.append(", wide headers");
        }
        flags.stream()
                .filter(flag -> flag.startsWith("-XX:ObjectAlignmentInBytes="))
                .forEach(flag -> layout.append(", ").append(flag));
        return layout.toString();
    }

    /** {@code 17} of {@code OpenJDK 64-Bit Server VM 17.0.15+6}. */
    private static String majorVersion(String jvm) {
        Matcher version = MAJOR_VERSION.matcher(jvm);
        return version.matches() ? version.group(1) : jvm;
    }

    /** A run's flags without the heap and the collector, which are known otherwise, and without what fil-profile added. */
    public static List<String> flagsOfTheProgram(RunInfo run) {
        return run.jvmFlags().stream()
                .filter(flag -> !OURS.matcher(flag).matches())
                .toList();
    }

    private static String flags(RunInfo run) {
        List<String> flags = flagsOfTheProgram(run);
        return flags.isEmpty() ? "none" : String.join(" ", flags);
    }

    private static final class Comparer {

        private final Side base;
        private final Side next;
        private final Set<String> obstacles = new LinkedHashSet<>();
        private final Set<String> remarks = new LinkedHashSet<>();

        Comparer(Side base, Side next) {
            this.base = base;
            this.next = next;
        }

        void obstacle(String what, Function<Profile, String> property) {
            compare(what, property, obstacles);
        }

        void remark(String what, Function<Profile, String> property) {
            compare(what, property, remarks);
        }

        private void compare(String what, Function<Profile, String> property, Set<String> sentences) {
            Set<String> before = values(base, property);
            Set<String> after = values(next, property);
            boolean known = !before.isEmpty() && !after.isEmpty();
            if (known && (before.size() > 1 || !before.equals(after))) {
                sentences.add(what + ": " + String.join(", ", before) + " in the base, " + String.join(", ", after)
                        + " in the new side");
            }
        }

        private static Set<String> values(Side side, Function<Profile, String> property) {
            Set<String> values = new LinkedHashSet<>();
            side.runs().stream()
                    .map(property)
                    .filter(value -> !value.equals(UNKNOWN))
                    .forEach(values::add);
            return values;
        }

        void state(String what, Function<Profile, Boolean> property) {
            boolean before = base.runs().stream().anyMatch(property::apply);
            boolean after = next.runs().stream().anyMatch(property::apply);
            if (before || after) {
                remarks.add(what + (before && after ? " on both sides" : before ? " in the base" : " in the new side"));
            }
        }
    }
}
