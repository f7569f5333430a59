package dev.filprofile.flamegraph;

import dev.filprofile.profile.Method;
import dev.filprofile.profile.OutOfMemory;
import dev.filprofile.profile.Profile;
import dev.filprofile.profile.RunInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be said of a run that ran out of memory, above everything that is said of its peak: what was short, which line
 * was asking, how much was live, what would have been enough. And what of it nobody can know.
 */
public final class MemoryShortage {

    private static final String EXIT = "-XX:+ExitOnOutOfMemoryError";
    private static final String CRASH = "-XX:+CrashOnOutOfMemoryError";

    /** The JVM's exit code when it obeys {@value #EXIT}. */
    private static final int EXIT_CODE = 3;

    private final Profile profile;
    private final OutOfMemory errors;
    private final Kind kind;

    private MemoryShortage(Profile profile) {
        this.profile = profile;
        this.errors = profile.outOfMemory();
        this.kind = Kind.of(errors.message());
    }

    /** What was short, told from the error's message, of which HotSpot and the JDK have a handful. */
    private enum Kind {
        HEAP("the Java heap was full"),
        ARRAY("an array was to be longer than an array can be"),
        DIRECT("the limit of direct buffers was reached"),
        CLASSES("the room for classes was full"),
        THREADS("the system gave no further thread"),
        OTHER("");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        static Kind of(String message) {
            if (message.equals("Java heap space") || message.equals("GC overhead limit exceeded")) {
                return HEAP;
            }
            if (message.startsWith("Requested array size exceeds") || message.startsWith("Required length exceeds")) {
                return ARRAY;
            }
            if (message.toLowerCase(Locale.ROOT).contains("direct buffer memory")) {
                return DIRECT;
            }
            if (message.equals("Metaspace") || message.equals("Compressed class space")) {
                return CLASSES;
            }
            return message.contains("unable to create native thread") ? THREADS : OTHER;
        }
    }

    /** Empty for a run that is not known to have run out of memory. */
    public static Optional<MemoryShortage> of(Profile profile) {
        MemoryShortage shortage = new MemoryShortage(profile);
        return shortage.errors.happened() || !shortage.flagThatEndedIt().isEmpty()
                ? Optional.of(shortage)
                : Optional.empty();
    }

    /** A few words: {@code Out of memory: the Java heap was full.} */
    public String headline() {
        return kind.words.isEmpty() ? "Out of memory." : "Out of memory: " + kind.words + ".";
    }

    /** The headline and the place in one line, for a terminal. */
    public String line() {
        String line = errors.happened()
                ? headline().substring(0, headline().length() - 1)
                        + place().map(at -> ", at " + at).orElse("")
                : "Out of memory: the JVM ended itself (" + flagThatEndedIt() + ")";
        return errors.thread().isEmpty() ? line : line + ", thread " + printable(errors.thread());
    }

    /** The line that was asking, as far as it is known: its text, file and method. */
    public Optional<String> place() {
        return site().map(Site::place);
    }

    /** The same in parts. */
    public Optional<Site> site() {
        OutOfMemory.@Nullable Line line = askingLine();
        if (line == null) {
            return Optional.empty();
        }
        Method method = method(line);
        @Nullable String text = profile.sources().line(method.sourcePath(), line.line());
        return Optional.of(new Site(
                -1, method, line.line(), Origin.of(method), text == null ? "" : text.strip(), 0, 0, 0, 0, "", 0));
    }

    /** The innermost line that is not the JDK's or a library's. */
    private OutOfMemory.@Nullable Line askingLine() {
        for (OutOfMemory.Line line : errors.stack()) {
            if (Origin.of(method(line)) == Origin.APPLICATION) {
                return line;
            }
        }
        return errors.stack().isEmpty() ? null : errors.stack().get(0);
    }

    private static Method method(OutOfMemory.Line line) {
        return new Method(line.className(), line.method(), "", line.sourceFile(), "");
    }

    /** What is known and what is not, in whole sentences. The line itself is left to the caller to show. */
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        if (!errors.happened()) {
            sentences.add(
                    "The JVM was told " + flagThatEndedIt() + " and ended without a word to the program. It does so"
                            + " before any Java code sees the error: which line asked for memory, and for how much, is not"
                            + " known. The picture is that of the last collection that found more alive than any before.");
            return sentences;
        }
        if (errors.millis() < 0) {
            sentences.add("There was no memory left to note where, and the program ended before there was.");
        } else {
            sentences.add(whatItSaid());
            if (errors.stack().isEmpty()) {
                sentences.add("Which line was asking is not known: the JVM gave this error no stack trace.");
            }
        }
        sentences.add(whatBecameOfIt());
        if (errors.millis() >= 0) {
            sentences.add(advice());
        }
        return sentences;
    }

    private String whatItSaid() {
        return "At " + Units.duration(errors.millis()) + ", in thread " + printable(errors.thread())
                + (errors.message().isEmpty() ? "." : ": “" + printable(errors.message()) + "”.");
    }

    private String whatBecameOfIt() {
        String caught = errors.uncaught() > 0
                ? "Nobody caught the error: its thread ended."
                : "The program, or an executor of the JDK, caught the error.";
        return errors.errors() == 1
                ? caught
                : caught + " At least " + errors.errors() + " such errors were met; this is the first"
                        + (errors.uncaught() > 0 ? " that nobody caught." : ".");
    }

    private String advice() {
        return switch (kind) {
            case HEAP -> heapAdvice();
            case ARRAY ->
                "No -Xmx is large enough for that: the program asks for more elements than an array can have.";
            case DIRECT ->
                "Direct buffers lie outside the Java heap, and outside of the picture below. Their limit is"
                        + " -XX:MaxDirectMemorySize, or, without that, as much as -Xmx.";
            case CLASSES ->
                "Classes lie outside the Java heap, and outside of the picture below. Their limits are"
                        + " -XX:MaxMetaspaceSize and -XX:CompressedClassSpaceSize; -Xmx is none of them.";
            case THREADS ->
                "That is a limit of the system, for threads or for their stacks. -Xmx is none of them; a smaller one"
                        + " may even help.";
            case OTHER -> "What was short is in the error's own words.";
        };
    }

    private String heapAdvice() {
        long max = profile.run().maxHeapBytes();
        long live = Math.min(errors.liveBytes(), max);
        return Units.preciseBytes(live) + " were in use after the last collection, in a heap of at most "
                + Units.preciseBytes(max) + ", of which the profiler itself took "
                + Units.bytes(profile.certificate().ownBytes()) + ". What was left, "
                + Units.preciseBytes(
                        Math.max(0, max - live - profile.certificate().ownBytes()))
                + ", was not enough, or not in one piece. How much was being asked for, the JVM does not tell; it is not"
                + " in the picture below. To get past this line, the limit has to be above " + heapLimit()
                + " at least; what the program would have asked for next is not known.";
    }

    /** As it was given, since that is what will be changed: the heap can hold less, a survivor space for instance. */
    private String heapLimit() {
        String limit = Units.preciseBytes(profile.run().maxHeapBytes());
        for (String flag : profile.run().jvmFlags()) {
            if (flag.startsWith("-Xmx")) {
                limit = flag;
            } else if (flag.startsWith("-XX:MaxHeapSize=")) {
                limit = "-Xmx" + flag.substring("-XX:MaxHeapSize=".length());
            }
        }
        return limit;
    }

    /** The flag by which the JVM ended itself, as far as its end tells; {@code ""} if not. */
    private String flagThatEndedIt() {
        RunInfo run = profile.run();
        if (run.end() != RunInfo.End.ABRUPT) {
            return "";
        }
        if (run.exitCode() == EXIT_CODE && run.jvmFlags().contains(EXIT)) {
            return EXIT;
        }
        return run.exitCode() > 0 && run.jvmFlags().contains(CRASH) ? CRASH : "";
    }

    private static String printable(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]+", " ");
    }
}
