package dev.filprofile.flamegraph.diff;

import dev.filprofile.flamegraph.MethodKey;
import dev.filprofile.flamegraph.Site;
import dev.filprofile.flamegraph.Statement;
import dev.filprofile.profile.Method;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A site with what is needed to find it again in another run.
 *
 * @param known its method, by the name that the new side has for it; null where no Java frame made the objects
 * @param method key of {@code known}, see {@link MethodKey#of}; {@link Site#NO_STACK} where no Java frame made the objects
 * @param line as {@code Frame.line()} gives it
 * @param offset lines from the method's first known line, or {@code line} itself where that is no line
 * @param site its largest part; the only one, unless classes that are generated anew in each run fell together here, or lines
 *     of one statement
 * @param text its source text without white space, so that a reformatted line stays the same; {@code ""} where it is not known
 * @param statement the statement that the line belongs to, where it is known from end to end
 * @param lines all lines that it stands for: {@code line} alone, or several of the statement
 * @param mainClass the class with most of the bytes, without what differs from run to run
 * @param bytes estimated live bytes of all parts
 * @param objects estimated live objects of all parts
 * @param variance estimated variance of {@code bytes}
 * @param path keys of the methods on its largest call path, root first, its own method last
 */
public record RunSite(
        @Nullable Method known,
        String method,
        int line,
        int offset,
        Site site,
        String text,
        @Nullable Statement statement,
        Set<Integer> lines,
        String mainClass,
        double bytes,
        double objects,
        double variance,
        List<String> path) {

    public RunSite {
        path = List.copyOf(path);
        lines = Set.copyOf(lines);
    }

    /** What it is within runs of the same code. */
    record Key(String method, int line) {}

    Key key() {
        return new Key(method, line);
    }

    /** What it is within runs of the same code, for each of its lines. */
    Stream<Key> keys() {
        return lines.stream().map(each -> new Key(method, each));
    }

    /** Both together, under the name of the one with the larger part. */
    RunSite and(RunSite other) {
        RunSite larger = site.bytes() >= other.site.bytes() ? this : other;
        Set<Integer> both = new TreeSet<>(lines);
        both.addAll(other.lines);
        return new RunSite(
                larger.known,
                larger.method,
                larger.line,
                larger.offset,
                larger.site,
                larger.text,
                larger.statement,
                both,
                larger.mainClass,
                bytes + other.bytes,
                objects + other.objects,
                variance + other.variance,
                larger.path);
    }

    /** The same for all lines of its statement, by the statement's text. */
    RunSite whole(Statement of) {
        Set<Integer> all =
                IntStream.rangeClosed(of.firstLine(), of.lastLine()).boxed().collect(Collectors.toSet());
        return new RunSite(
                known, method, line, offset, site, of.text(), of, all, mainClass, bytes, objects, variance, path);
    }

    /** Whether sampling cannot have missed it: a site of few samples may lack in another run of the same code. */
    boolean isCertain() {
        return bytes > 3 * Math.sqrt(variance);
    }
}
