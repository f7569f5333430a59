package dev.filprofile.profile;

import java.util.List;

/**
 * One run of a program, seen at the moment when its heap was fullest.
 *
 * <p>Everything that the report, the exports and the diff need is in here; nothing refers to the machine that made it
 * except {@link RunInfo}.
 *
 * @param run what was run, where, on which JVM
 * @param certificate how large the peak was and how sure we are
 * @param timeline the heap over time
 * @param tree the call paths
 * @param allocations what was alive at the peak; each refers into {@code tree}, {@code classes}, {@code threads},
 *     {@code tasks}
 * @param classes names of the allocated classes as {@link Class#getName()} gives them ({@code "[B"},
 *     {@code "java.lang.String"})
 * @param threads thread names; virtual threads without a name share one entry
 * @param tasks task keys; entry 0 is {@code ""}, "no task"
 * @param sources the text of source lines, where they were found
 * @param notes what the reader should know: what was not instrumented, samples dropped, errors counted; one sentence each
 * @param outOfMemory the OutOfMemoryErrors that were seen
 * @param offHeap memory outside the heap; its allocations refer into the same {@code tree} and lists. A node of the tree may
 *     belong to them alone
 * @param jvmMemory what else the process held at the heap's peak
 * @param nextPeaks the heap at other moments, the highest first; their allocations refer into the same {@code tree} and lists
 */
public record Profile(
        RunInfo run,
        Certificate certificate,
        Timeline timeline,
        CallTree tree,
        List<Allocation> allocations,
        List<String> classes,
        List<String> threads,
        List<String> tasks,
        Sources sources,
        List<String> notes,
        OutOfMemory outOfMemory,
        OffHeap offHeap,
        JvmMemory jvmMemory,
        List<NextPeak> nextPeaks) {

    public Profile {
        allocations = List.copyOf(allocations);
        classes = List.copyOf(classes);
        threads = List.copyOf(threads);
        tasks = List.copyOf(tasks);
        notes = List.copyOf(notes);
        nextPeaks = List.copyOf(nextPeaks);
    }

    /** A profile of a run in which neither an OutOfMemoryError nor memory outside the heap was seen. */
    public Profile(
            RunInfo run,
            Certificate certificate,
            Timeline timeline,
            CallTree tree,
            List<Allocation> allocations,
            List<String> classes,
            List<String> threads,
            List<String> tasks,
            Sources sources,
            List<String> notes) {
        this(
                run,
                certificate,
                timeline,
                tree,
                allocations,
                classes,
                threads,
                tasks,
                sources,
                notes,
                OutOfMemory.none(),
                OffHeap.none(),
                JvmMemory.unknown(),
                List.of());
    }

    /** The same profile of a run that is described otherwise. */
    public Profile withRun(RunInfo newRun) {
        return with(newRun, sources, notes, outOfMemory, offHeap, jvmMemory, nextPeaks);
    }

    /** The same profile with these source lines in the place of its own. */
    public Profile withSources(Sources newSources) {
        return with(run, newSources, notes, outOfMemory, offHeap, jvmMemory, nextPeaks);
    }

    /** The same profile with these notes in the place of its own. */
    public Profile withNotes(List<String> newNotes) {
        return with(run, sources, newNotes, outOfMemory, offHeap, jvmMemory, nextPeaks);
    }

    /** The same profile with these errors in the place of its own. */
    public Profile withOutOfMemory(OutOfMemory newErrors) {
        return with(run, sources, notes, newErrors, offHeap, jvmMemory, nextPeaks);
    }

    /** The same profile with this memory outside the heap in the place of its own. */
    public Profile withOffHeap(OffHeap newOffHeap) {
        return with(run, sources, notes, outOfMemory, newOffHeap, jvmMemory, nextPeaks);
    }

    /** The same profile with these numbers of the JVM in the place of its own. */
    public Profile withJvmMemory(JvmMemory newJvmMemory) {
        return with(run, sources, notes, outOfMemory, offHeap, newJvmMemory, nextPeaks);
    }

    /** The same profile with these moments in the place of its own. */
    public Profile withNextPeaks(List<NextPeak> newNextPeaks) {
        return with(run, sources, notes, outOfMemory, offHeap, jvmMemory, newNextPeaks);
    }

    private Profile with(
            RunInfo newRun,
            Sources newSources,
            List<String> newNotes,
            OutOfMemory newErrors,
            OffHeap newOffHeap,
            JvmMemory newJvmMemory,
            List<NextPeak> newNextPeaks) {
        return new Profile(
                newRun,
                certificate,
                timeline,
                tree,
                allocations,
                classes,
                threads,
                tasks,
                newSources,
                newNotes,
                newErrors,
                newOffHeap,
                newJvmMemory,
                newNextPeaks);
    }

    /**
     * The memory outside the heap at its own peak, as a profile: all that can be told of a heap's peak can be told of this one.
     * Its bytes are exact, so both bounds are the same.
     */
    public Profile atOffHeapPeak() {
        return picture(Certificate.Kind.CONFIRMED, offHeap.peakBytes(), offHeap.peakMillis(), 0, offHeap.allocations());
    }

    /** Heap and memory outside at the moment when both together were highest, as a profile. */
    public Profile atCombinedPeak() {
        OffHeap.Combined combined = offHeap.combined();
        return picture(
                Certificate.Kind.CONFIRMED,
                combined.bytes(),
                combined.millis(),
                certificate.baseBytes(),
                combined.allocations());
    }

    /** The heap at one of the {@link #nextPeaks}, as a profile. */
    public Profile atNextPeak(NextPeak peak) {
        return picture(
                peak.sampled() ? Certificate.Kind.SAMPLED : Certificate.Kind.CONFIRMED,
                peak.bytes(),
                peak.millis(),
                certificate.baseBytes(),
                peak.allocations());
    }

    private Profile picture(
            Certificate.Kind kind, long peakBytes, long peakMillis, long baseBytes, List<Allocation> held) {
        Certificate exact = new Certificate(
                kind,
                peakBytes,
                peakBytes,
                peakMillis,
                baseBytes,
                certificate.ownBytes(),
                certificate.confirmations(),
                certificate.finalPeak());
        return new Profile(run, exact, timeline, tree, held, classes, threads, tasks, sources, notes);
    }

    /** Bytes at the peak that have a call path: the sum of all allocations' weighted bytes. */
    public double attributedBytes() {
        double sum = 0;
        for (Allocation allocation : allocations) {
            sum += allocation.bytes();
        }
        return sum;
    }

    /**
     * Bytes of the peak without a call path: made by the JVM itself or before the profiler started. Zero when sampling
     * error makes the attributed bytes exceed the peak.
     */
    public double residualBytes() {
        return Math.max(0, certificate.peakBytes() - attributedBytes());
    }

    /** Standard error, in bytes, of {@link #attributedBytes()}. */
    public double standardErrorBytes() {
        double variance = 0;
        for (Allocation allocation : allocations) {
            variance += allocation.variance();
        }
        return Math.sqrt(variance);
    }
}
