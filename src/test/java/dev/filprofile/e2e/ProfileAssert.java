package dev.filprofile.e2e;

import dev.filprofile.profile.Certificate;
import dev.filprofile.profile.Profile;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;

/** Assertions on a profile in the words of its glossary. */
final class ProfileAssert extends AbstractAssert<ProfileAssert, Profile> {

    private ProfileAssert(Profile actual) {
        super(actual, ProfileAssert.class);
    }

    static ProfileAssert assertThat(Profile profile) {
        return new ProfileAssert(profile).hasSoundBooks();
    }

    /** What holds for the profile of any run: no errors of ours, nothing that we made, and sums that agree with each other. */
    private ProfileAssert hasSoundBooks() {
        Certificate certificate = actual.certificate();
        Assertions.assertThat(ownErrors())
                .as(
                        "the agent's own errors, counted in %s; notes: %s",
                        actual.run().counters(), actual.notes())
                .isNotEmpty()
                .allSatisfy(
                        (name, count) -> Assertions.assertThat(count).as(name).isZero());
        Assertions.assertThat(actual.tree().methods())
                .as("methods on call paths")
                .noneMatch(method -> method.className().startsWith("dev.filprofile.agent."));
        Assertions.assertThat(certificate.upperBoundBytes())
                .as("upper bound")
                .isGreaterThanOrEqualTo(certificate.peakBytes());
        Assertions.assertThat(actual.allocations())
                .as("allocations at the peak")
                .isNotEmpty()
                .allSatisfy(a -> {
                    Assertions.assertThat(a.bytes()).isPositive();
                    Assertions.assertThat(a.objects()).isPositive();
                    Assertions.assertThat(a.variance()).isNotNegative();
                });
        // what is alive at a confirmed peak cannot be more than the peak, but for the sampling error
        if (certificate.kind() == Certificate.Kind.CONFIRMED) {
            Assertions.assertThat(actual.attributedBytes() - 5 * actual.standardErrorBytes())
                    .as("attributed bytes, less five standard errors of %s", actual.standardErrorBytes())
                    .isLessThanOrEqualTo(certificate.peakBytes());
        }
        return this;
    }

    /** The counters that count failures of the profiler: {@code errors} and those of its parts. */
    private Map<String, Long> ownErrors() {
        Map<String, Long> errors = new TreeMap<>(actual.run().counters());
        errors.keySet().removeIf(name -> !name.equals("errors") && !name.endsWith("Errors"));
        return errors;
    }

    /** P of a collection that established it, between two bounds. */
    ProfileAssert hasConfirmedPeakBetween(double lowBytes, double highBytes) {
        Assertions.assertThat(actual.certificate().kind())
                .as("kind of the certificate")
                .isEqualTo(Certificate.Kind.CONFIRMED);
        Assertions.assertThat((double) actual.certificate().peakBytes()).as("P").isBetween(lowBytes, highBytes);
        return this;
    }

    ProfileAssert hasUpperBoundOfAtLeast(double bytes) {
        Assertions.assertThat((double) actual.certificate().upperBoundBytes())
                .as("U")
                .isGreaterThanOrEqualTo(bytes);
        return this;
    }

    /** Every weight is 1, hence no bytes are estimated. */
    ProfileAssert isExact() {
        Assertions.assertThat(actual.run().intervalBytes())
                .as("sampling interval")
                .isZero();
        Assertions.assertThat(actual.standardErrorBytes()).as("standard error").isZero();
        return this;
    }

    ProfileAssert ranWithEngine(String start) {
        Assertions.assertThat(actual.run().engine()).startsWith(start);
        return this;
    }

    /** The source text of a line is in the profile, as it stands in the file. */
    ProfileAssert knowsTheTextOf(SourceLine line) {
        String path = line.className().replace('.', '/') + ".java";
        Assertions.assertThat(actual.sources().line(path, line.number()))
                .as("text of %s", line)
                .isEqualTo(line.text());
        return this;
    }

    /** What goes through the line of a class's source file that contains {@code part}. */
    SiteAssert at(Class<?> topLevel, String part) {
        return at(SourceLine.of(topLevel, part));
    }

    /** What that line itself allocated: the first run of a line may also load classes, which is not its subject. */
    SiteAssert directlyAt(Class<?> topLevel, String part) {
        SourceLine line = SourceLine.of(topLevel, part);
        return at(line).directly(line);
    }

    SiteAssert at(SourceLine line) {
        return new SiteAssert(Site.through(actual, line));
    }

    SiteAssert throughMethod(String method) {
        return new SiteAssert(Site.throughMethod(actual, method));
    }

    /** That a line holds at least this share of the peak, 0 to 1. */
    ProfileAssert holdsAtLine(Class<?> topLevel, String part, double share) {
        at(topLevel, part).holdsShareBetween(share, 1);
        return this;
    }

    /** The line of a class in {@code packagePrefix} that holds most of the peak, itself or in what it calls outside it. */
    ProfileAssert hasTopLineIn(String packagePrefix, SourceLine expected) {
        Assertions.assertThat(topFrameIn(packagePrefix))
                .as("top line in %s", packagePrefix)
                .isEqualTo(expected.className() + ":" + expected.number());
        return this;
    }

    /** The deepest frame of each call path that is in the package counts: the program's own line, not the JDK's. */
    private String topFrameIn(String packagePrefix) {
        Map<String, Double> bytes = new TreeMap<>();
        actual.allocations().forEach(a -> {
            for (int node = a.node(); node > 0; node = actual.tree().parents()[node]) {
                String className = actual.tree().method(node).className();
                if (className.startsWith(packagePrefix)) {
                    bytes.merge(
                            className.replaceFirst("\\$.*", "") + ":"
                                    + actual.tree().frame(node).line(),
                            a.bytes(),
                            Double::sum);
                    return;
                }
            }
        });
        return bytes.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("none");
    }
}
