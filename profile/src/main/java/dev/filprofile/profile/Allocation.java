package dev.filprofile.profile;

/**
 * What one call path, class, thread and task held at the peak. Sums over the samples alive then (Horvitz-Thompson: a
 * sample of an object of {@code s} bytes that was recorded with probability {@code p} stands for {@code s/p} bytes and
 * {@code 1/p} objects).
 *
 * @param node node of {@link CallTree} whose frame allocated
 * @param classIndex index into {@link Profile#classes()}
 * @param threadIndex index into {@link Profile#threads()}
 * @param taskIndex index into {@link Profile#tasks()}
 * @param bytes estimated live bytes, Σ s/p; exact where every p was 1
 * @param objects estimated live objects, Σ 1/p
 * @param variance estimated variance of {@code bytes}, Σ s²·(1−p)/p²; 0 when exact
 */
public record Allocation(
        int node, int classIndex, int threadIndex, int taskIndex, double bytes, double objects, double variance) {}
