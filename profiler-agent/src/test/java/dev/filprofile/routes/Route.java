package dev.filprofile.routes;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One way to allocate, and what the profiler is to see of it: between {@value #LEAST} and {@value #MOST} of what the VM charged
 * to the thread, unless an exception with its reason says otherwise.
 */
public final class Route {

    static final double LEAST = 0.98;
    static final double MOST = 1.02;

    private static final Seen IN_FULL = new Seen(Jdk.ALL, Code.ANY, LEAST, MOST, "");

    /** The allocation itself. Returns what is to be kept alive, so that the compilers cannot remove it. */
    public interface Body {
        @Nullable
        Object allocate() throws Throwable;
    }

    /** On which JDKs an exception holds. */
    public enum Jdk {
        ALL,
        BEFORE_25,
        FROM_25;

        boolean includes(int feature) {
            return this == ALL || (this == FROM_25) == feature >= 25;
        }
    }

    /** In which code an exception holds. */
    public enum Code {
        ANY,
        INTERPRETED,
        COMPILED;

        boolean includes(boolean interpreted) {
            return this == ANY || (this == INTERPRETED) == interpreted;
        }
    }

    /** The share of the charged bytes that is recorded, and why it is not all. */
    public record Seen(Jdk jdk, Code code, double least, double most, String reason) {}

    private final String name;
    private final boolean direct;
    private final Body body;
    private final List<Seen> exceptions = new ArrayList<>();

    Route(String name, boolean direct, Body body) {
        this.name = name;
        this.direct = direct;
        this.body = body;
    }

    /** Bounds other than the usual ones, measured, with the reason. */
    Route sees(Jdk jdk, double least, double most, String reason) {
        return sees(jdk, Code.ANY, least, most, reason);
    }

    Route sees(Jdk jdk, Code code, double least, double most, String reason) {
        exceptions.add(new Seen(jdk, code, least, most, reason));
        return this;
    }

    public String name() {
        return name;
    }

    /** Whether the line itself allocates: the last frame of each call path is its own, not one of the JDK's. */
    public boolean direct() {
        return direct;
    }

    public @Nullable Object allocate() throws Throwable {
        return body.allocate();
    }

    /** What is to be seen on a JDK. */
    public Seen expected(int feature, boolean interpreted) {
        for (Seen exception : exceptions) {
            if (exception.jdk().includes(feature) && exception.code().includes(interpreted)) {
                return exception;
            }
        }
        return IN_FULL;
    }
}
