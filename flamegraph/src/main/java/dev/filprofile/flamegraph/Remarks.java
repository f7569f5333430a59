package dev.filprofile.flamegraph;

import dev.filprofile.profile.Certificate;
import dev.filprofile.profile.Profile;
import dev.filprofile.profile.RunInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What has to be said about a profile's numbers so that nobody takes them for more or less than they are. */
public final class Remarks {

    /** One remark: a few words, and what they mean here. */
    public record Remark(String term, String text) {}

    /** A certificate at least this wide needs a word of explanation. */
    private static final double WIDE = 0.25;

    /** A heap of which at least this share was alive at the peak was full: collectors need some room to work. */
    private static final double FULL = 0.9;

    /** How the agent's notes of what it could not instrument begin. */
    private static final String NOT_INSTRUMENTED = "not instrumented: ";

    private final Profile profile;
    private final Findings findings;

    public Remarks(Profile profile, Findings findings) {
        this.profile = profile;
        this.findings = findings;
    }

    /** The promise: {@code Peak: 1.24 GiB live at 12.4 s of 31.0 s.} */
    public String promise() {
        if (isUnknown()) {
            return "Stacks of " + peak() + ".";
        }
        return "Peak: " + peak() + " live at " + when() + ".";
    }

    /** The peak with the words that say how sure it is: {@code about 1.24 GiB}. */
    public String peak() {
        Certificate certificate = profile.certificate();
        String bytes = Units.preciseBytes(certificate.peakBytes());
        return switch (certificate.kind()) {
            case CONFIRMED, UNKNOWN -> bytes;
            case PROVISIONAL -> "between " + bytes + " and " + Units.preciseBytes(certificate.upperBoundBytes());
            case SAMPLED -> "about " + bytes;
        };
    }

    /** {@code 12.4 s of 31.0 s}. */
    public String when() {
        return Units.duration(profile.certificate().peakMillis()) + " of "
                + Units.duration(Math.max(
                        profile.run().durationMillis(), profile.certificate().peakMillis()));
    }

    /** How sure the promise is, in a sentence that stands right below it. */
    public String certificate() {
        Certificate certificate = profile.certificate();
        String low = Units.preciseBytes(certificate.peakBytes());
        String high = Units.preciseBytes(certificate.upperBoundBytes());
        if (isUnknown()) {
            return "Read from collapsed stacks, which do not tell whether this is a peak, nor how it was measured."
                    + " Where this page says peak, it means the sum of the stacks.";
        }
        if (certificate.kind() == Certificate.Kind.SAMPLED) {
            return "Estimated from samples; the heap, garbage included, was never fuller than " + high + ".";
        }
        if (certificate.kind() == Certificate.Kind.PROVISIONAL) {
            return "No collection could confirm more than " + low + ".";
        }
        if (pinned(low, high)) {
            return "Confirmed by a garbage collection, and the heap was never fuller.";
        }
        String range = "The true peak lies between " + low + " and " + high;
        return certificate.width() >= WIDE
                ? range + ": most of the difference is garbage, but a short spike above " + low
                        + " could have been over before a collection measured it."
                : range + ".";
    }

    private boolean isUnknown() {
        return profile.certificate().kind() == Certificate.Kind.UNKNOWN;
    }

    private boolean pinned(String low, String high) {
        return low.equals(high) && profile.certificate().width() < 0.001;
    }

    /** What the reader must know before reading on, most important first; mostly empty. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (isUnknown()) {
            return warnings;
        }
        if (profile.certificate().kind() == Certificate.Kind.PROVISIONAL) {
            warnings.add("No garbage collection could confirm the highest state. The picture was taken at that moment"
                    + " and may hold some garbage: it adds up to " + Units.preciseBytes(findings.totalBytes())
                    + ", and shares refer to that.");
        }
        if (profile.certificate().kind() == Certificate.Kind.SAMPLED) {
            warnings.add("The collector " + profile.run().collector()
                    + " does not report exact live bytes. The peak is estimated from the samples that were alive, and as the"
                    + " highest of many estimates rather too high: by two or three of its standard errors where much"
                    + " garbage passes over a steady live set. The serial collector tells it exactly.");
        }
        if (profile.run().end() == RunInfo.End.RUNNING) {
            warnings.add("The program was still running when this was written. A higher peak may have come later.");
        } else if (profile.run().end() == RunInfo.End.ABRUPT) {
            warnings.add("The program ended without its shutdown hooks: halted, killed or crashed."
                    + " This is the last picture that was complete.");
        }
        if (heapWasFull()) {
            warnings.add("The heap was full: "
                    + Units.preciseBytes(profile.certificate().peakBytes()) + " of at most "
                    + Units.preciseBytes(profile.run().maxHeapBytes()) + " were alive. If the program ran out of"
                    + " memory, the allocation that failed is not in the picture.");
        }
        if (peakAtTheEnd()) {
            warnings.add("Memory was still growing when the program ended: the peak is the end of the run.");
        }
        return warnings;
    }

    /** Everything in the panel "What this number means", in order. */
    public List<Remark> remarks() {
        List<Remark> remarks = new ArrayList<>();
        if (isUnknown()) {
            remarks.add(new Remark("Certainty", certainty()));
            remarks.add(new Remark("Unit", "Collapsed stacks do not name their unit. The numbers are shown as bytes."));
            remarks.add(new Remark(
                    "Not known",
                    "What was run, when and on which JVM; numbers of objects, shown as 0; classes, where stacks do not end with one;"
                            + " threads; source files, and so the text of lines; what was not recorded."));
            return remarks;
        }
        remarks.add(new Remark("Certainty", certainty()));
        remarks.add(new Remark("With a call path", attribution()));
        remarks.add(new Remark("Sampling", sampling()));
        if (profile.run().counters().containsKey("recordedBytes")) {
            remarks.add(new Remark("Seen of all", coverage()));
        }
        if (profile.run().counters().containsKey("samplesDropped")) {
            remarks.add(new Remark("Missed", missed()));
        }
        remarks.add(new Remark("Collector", collector()));
        remarks.add(new Remark("Not in it", notInIt()));
        if (!NextPeaks.of(profile).list().isEmpty()) {
            remarks.add(new Remark("Next peaks", nextPeaks()));
        }
        String outside = OutsideHeap.inWords(profile);
        if (!outside.isEmpty()) {
            remarks.add(new Remark("Outside the heap", outside));
        }
        remarks.add(new Remark("Recorded by", engine()));
        if (profile.run().counters().containsKey("transformNanos")) {
            remarks.add(new Remark("What it took", ownTime()));
        }
        remarks.add(new Remark("Run", run()));
        return remarks;
    }

    private static String nextPeaks() {
        return "Lower peaks of which at least a quarter was made by lines that hold less at the peak. What was alive then was told by"
                + " a collection; there may have been more shortly before or after, and others that no collection met.";
    }

    private boolean heapWasFull() {
        long limit = profile.run().maxHeapBytes();
        return limit > 0 && profile.certificate().peakBytes() >= FULL * limit;
    }

    /** Whether the peak is the end of the run, and more of it than the JVM's own start. */
    private boolean peakAtTheEnd() {
        long left = profile.run().durationMillis() - profile.certificate().peakMillis();
        return profile.run().end() != RunInfo.End.RUNNING
                && profile.certificate().peakBytes() > 2 * profile.certificate().baseBytes()
                && left <= Math.max(20, profile.run().durationMillis() / 100);
    }

    private String certainty() {
        Certificate certificate = profile.certificate();
        String low = Units.preciseBytes(certificate.peakBytes());
        String high = Units.preciseBytes(certificate.upperBoundBytes());
        String span = certificate.width() < 1
                ? "a span of " + Units.percent(certificate.width())
                : "a factor of " + Math.round(certificate.width() + 1);
        String width = pinned(low, high)
                ? "The true peak is " + low + ". "
                : "The true peak lies between " + low + " and " + high + ", " + span + ". ";
        String forced = certificate.confirmations() == 1
                ? "1 collection was forced to confirm it."
                : certificate.confirmations() + " collections were forced to confirm it.";
        return switch (certificate.kind()) {
            case CONFIRMED ->
                width + "A full garbage collection at the peak left only what was alive, and the heap, live objects and"
                        + " garbage together, was never fuller than the upper value. " + forced;
            case PROVISIONAL ->
                width + "The lower value was confirmed by a collection. The upper one is the fullest the heap ever was;"
                        + " part of that was garbage. " + forced;
            case SAMPLED ->
                "The samples alive at the peak stand for " + Units.preciseBytes(findings.attributedBytes())
                        + "; what the JVM itself holds, mostly a megabyte or two, is not in it. The heap, live objects and"
                        + " garbage together, was never fuller than " + high + ". This collector counts whole regions,"
                        + " so neither can be confirmed exactly.";
            case UNKNOWN ->
                "The stacks add up to " + low
                        + ". Whether they are what was alive at a peak, what was allocated in a whole"
                        + " run or something else, and how exact it is, only the tool knows that wrote them.";
        };
    }

    private String attribution() {
        double total = findings.totalBytes();
        String share = Units.percent(total > 0 ? findings.attributedBytes() / total : 0);
        String text = Units.preciseBytes(findings.attributedBytes()) + " (" + share
                + " of the peak) were made by lines this report can name.";
        if (profile.certificate().kind() == Certificate.Kind.CONFIRMED
                && findings.attributedBytes() > findings.peakBytes() + 0.5) {
            return text + " By chance the samples stand for more than the measured "
                    + Units.preciseBytes(findings.peakBytes()) + "; shares and the graph refer to their sum.";
        }
        if (findings.residualBytes() < 0.5) {
            return text;
        }
        return text + " The other " + Units.preciseBytes(findings.residualBytes())
                + " were made by the JVM or before start; they are the hatched frame in the graph. "
                + Units.preciseBytes(profile.certificate().baseBytes())
                + " were already there before the program's first instruction.";
    }

    private String sampling() {
        if (profile.run().intervalBytes() <= 0) {
            return "Every allocation was recorded: the numbers are exact.";
        }
        String samples = counter("samples") > 0
                ? " In the whole run " + amount(counter("samples"), "allocation was", "allocations were") + " recorded."
                : "";
        double relative =
                findings.attributedBytes() > 0 ? findings.standardErrorBytes() / findings.attributedBytes() : 0;
        return "On average one object in " + Units.bytes(profile.run().intervalBytes())
                + " allocated was recorded and stands for its neighbours; objects much larger than that are exact."
                + samples
                + " Standard error of the whole: " + Units.percent(relative)
                + ". A ± follows every number whose own standard error exceeds 1 %.";
    }

    private String coverage() {
        Coverage coverage = Coverage.of(profile.run());
        String recorded = "The recorded allocations stand for " + Units.preciseBytes(coverage.recordedBytes())
                + " in the whole run, garbage included";
        if (!coverage.isKnown()) {
            return recorded + ". What the JVM counted cannot be compared with that: "
                    + (coverage.allocatedBytes() <= 0 && coverage.ownAllocatedBytes() <= 0
                            ? "it does not tell."
                            : "most of it, " + Units.preciseBytes(coverage.ownAllocatedBytes())
                                    + ", was the profiler's own.");
        }
        String compared = recorded + "; the JVM itself counted " + Units.preciseBytes(coverage.allocatedBytes())
                + ". That is " + Units.percent(coverage.share())
                + ", where 100 % would be all but for sampling error and for what the JVM makes itself. Another "
                + Units.preciseBytes(coverage.ownAllocatedBytes())
                + " that the profiler allocated on the program's threads are left out.";
        return coverage.threadsEnded() == 0
                ? compared
                : compared + " "
                        + amount(
                                coverage.threadsEnded(),
                                "thread that ended took its last bytes with it",
                                "threads that ended took their last bytes with them")
                        + ": this JVM may have counted too little.";
    }

    private String missed() {
        List<String> missed = new ArrayList<>();
        long classes = counter("classesFailed");
        if (classes > 0) {
            missed.add(amount(classes, "class or method was", "classes or methods were")
                    + " not instrumented, so arrays made there are missing; "
                    + (profile.notes().stream().anyMatch(note -> note.startsWith(NOT_INSTRUMENTED))
                            ? "the notes name the first of them."
                            : "their names were lost, since the program did not end in order."));
        }
        long dropped = counter("samplesDropped");
        if (dropped > 0) {
            missed.add(amount(dropped, "sample was", "samples were")
                    + " dropped, since there was no memory or no room on the stack left to record it.");
        }
        long errors = counter("errors");
        if (errors > 0) {
            missed.add(amount(errors, "failure", "failures")
                    + " of the profiler did no harm to the program but may have cost samples.");
        }
        if (missed.isEmpty()) {
            missed.add("Nothing that is known: every class could be instrumented, and no sample was dropped.");
        }
        long removed = counter("scalarReplaced");
        if (removed > 0) {
            missed.add(amount(removed, "sample fell", "samples fell")
                    + " on objects that the compiler had removed; they were never on the heap and do not count.");
        }
        return String.join(" ", missed);
    }

    private String ownTime() {
        return "Forced collections " + time("confirmNanos") + ", looking after the samples " + time("sweepNanos")
                + ", instrumenting classes " + time("transformNanos") + ", taking stacks " + time("slowPathNanos")
                + ": measured, summed over all threads, of a run of "
                + Units.duration(profile.run().durationMillis())
                + ". Not measured: the countdown at each allocation, and what the hooks cost the compiler.";
    }

    private String time(String counter) {
        return Units.duration(Math.round(counter(counter) / 1e6));
    }

    private long counter(String name) {
        return profile.run().counters().getOrDefault(name, 0L);
    }

    /** {@code 1 sample was} or {@code 1,204 samples were}. */
    private static String amount(long count, String one, String many) {
        return Units.count(count) + " " + (count == 1 ? one : many);
    }

    private String collector() {
        String heap = " The heap could grow to " + Units.bytes(profile.run().maxHeapBytes()) + ".";
        return profile.run().collectorChosenByUs()
                ? profile.run().collector()
                        + ", chosen by fil-profile because the command named none: it gives the most exact peak at the"
                        + " least cost." + heap
                : profile.run().collector() + ", as the command or the JVM chose." + heap;
    }

    private String notInIt() {
        return "Memory outside the Java heap: direct buffers, thread stacks, class metadata, compiled code. The"
                + " profiler's own " + Units.bytes(profile.certificate().ownBytes()) + " are already subtracted.";
    }

    private String engine() {
        return "fil-profile " + profile.run().toolVersion() + ", engine "
                + profile.run().engine() + ", on " + profile.run().jvm() + ".";
    }

    private String run() {
        RunInfo run = profile.run();
        StringBuilder text = new StringBuilder("In " + run.workingDirectory());
        if (!run.commit().isEmpty()) {
            text.append(", commit ")
                    .append(run.commit(), 0, Math.min(10, run.commit().length()))
                    .append(run.commitDirty() ? " with uncommitted changes" : "");
        }
        if (run.exitCode() >= 0) {
            text.append(String.format(Locale.ROOT, ", exit code %d", run.exitCode()));
        }
        return text.append('.').toString();
    }
}
