package dev.filprofile.e2e;

import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;

/** Assertions on a part of a profile. */
final class SiteAssert extends AbstractAssert<SiteAssert, Site> {

    SiteAssert(Site actual) {
        super(actual, SiteAssert.class);
    }

    /** Narrowed to objects of one class, named as {@link Class#getName()} does. */
    SiteAssert ofClass(Class<?> type) {
        return new SiteAssert(actual.ofClass(type.getName()));
    }

    /** Narrowed to what the line itself allocated: without what the JVM ran on its behalf, loading a class for instance. */
    SiteAssert directly(SourceLine line) {
        return new SiteAssert(actual.directly(line));
    }

    SiteAssert ofThread(String name) {
        return new SiteAssert(actual.ofThread(name));
    }

    SiteAssert holdsExactly(long objects, long bytesEach) {
        Assertions.assertThat(actual.objects())
                .as("objects at %s", actual.name())
                .isEqualTo(objects);
        return holdsExactlyBytes(objects * bytesEach);
    }

    SiteAssert holdsExactlyBytes(long bytes) {
        Assertions.assertThat(actual.bytes()).as("bytes at %s", actual.name()).isEqualTo(bytes);
        return this;
    }

    SiteAssert holdsNothing() {
        return holdsExactlyBytes(0);
    }

    SiteAssert holdsBytesBetween(double low, double high) {
        Assertions.assertThat(actual.bytes()).as("bytes at %s", actual.name()).isBetween(low, high);
        return this;
    }

    /** The true share; what is estimated may be off by five of its standard errors. */
    SiteAssert holdsShareBetween(double low, double high) {
        double error =
                5 * actual.standardErrorBytes() / actual.profile().certificate().peakBytes();
        Assertions.assertThat(actual.share())
                .as("share of the peak at %s (%.0f bytes)", actual.name(), actual.bytes())
                .isBetween(low - error, high + error);
        return this;
    }

    /**
     * The estimate is within five of its own standard errors of the truth, and these are small. An estimate from thousands
     * of independent samples is nearly normal: a sound one fails here once in 1.7 million runs.
     */
    SiteAssert estimates(double trueBytes, double largestRelativeError) {
        double error = actual.standardErrorBytes();
        Assertions.assertThat(error / trueBytes)
                .as("relative standard error at %s", actual.name())
                .isLessThanOrEqualTo(largestRelativeError);
        return holdsBytesBetween(trueBytes - 5 * error - 1, trueBytes + 5 * error + 1);
    }

    /** The call path that holds most of it has these methods in this order, others between. */
    SiteAssert reachesThrough(String... methods) {
        Assertions.assertThat(actual.largestPath())
                .as("largest call path at %s", actual.name())
                .containsSubsequence(List.of(methods));
        return this;
    }

    /** Some frame of the largest call path satisfies a regular expression. */
    SiteAssert hasFrameLike(String pattern) {
        Assertions.assertThat(actual.largestPath())
                .as("largest call path at %s", actual.name())
                .anyMatch(frame -> frame.matches(pattern));
        return this;
    }
}
