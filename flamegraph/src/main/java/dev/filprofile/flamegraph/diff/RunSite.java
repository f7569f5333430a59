package dev.filprofile.flamegraph.diff;

import dev.filprofile.flamegraph.MethodKey;
import dev.filprofile.flamegraph.Site;
import dev.filprofile.profile.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A site with what is needed to find it again in another run.
 *
 * @param known its method, by the name that the new side has for it; null where no Java frame made the objects
 * @param method key of {@code known}, see {@link MethodKey#of}; {@link Site#NO_STACK} where no Java frame made the objects
 * @param line as {@code Frame.line()} gives it
 * @param offset lines from the method's first known line, or {@code line} itself where that is no line
 * @param site its largest part; the only one, unless classes that are generated anew in each run fell together here
 * @param text its source text without white space, so that a reformatted line stays the same; {@code ""} where it is not known
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
        String mainClass,
        double bytes,
        double objects,
        double variance,
        List<String> path) {

    public RunSite {
        path = List.copyOf(path);
    }

    /** What it is within runs of the same code. */
    record Key(String method, int line) {}

    Key key() {
        return new Key(method, line);
    }

    /** Whether sampling cannot have missed it: a site of few samples may lack in another run of the same code. */
    boolean isCertain() {
        return bytes > 3 * Math.sqrt(variance);
    }
}
