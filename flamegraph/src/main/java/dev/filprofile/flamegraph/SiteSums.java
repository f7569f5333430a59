package dev.filprofile.flamegraph;

import dev.filprofile.profile.Allocation;
import dev.filprofile.profile.CallTree;
import dev.filprofile.profile.Frame;
import dev.filprofile.profile.Method;
import dev.filprofile.profile.Profile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import org.eclipse.collections.impl.map.mutable.primitive.IntDoubleHashMap;
import org.eclipse.collections.impl.map.mutable.primitive.IntObjectHashMap;

/** Adds up allocations by site, or by any other choice of paths. */
final class SiteSums {

    private static final int NO_FRAME = SiteFrames.NONE;

    private final Profile profile;
    private final CallTree tree;
    private final double totalBytes;
    private final Origin[] origins;

    SiteSums(Profile profile, double totalBytes) {
        this.profile = profile;
        this.tree = profile.tree();
        this.totalBytes = totalBytes;
        this.origins = origins(tree);
    }

    /** Whose code each method is. */
    static Origin[] origins(CallTree tree) {
        Origin[] origins = new Origin[tree.methods().size()];
        for (int method = 0; method < origins.length; method++) {
            origins[method] = Origin.of(tree.methods().get(method));
        }
        return origins;
    }

    /** Bytes that each node's own frame allocated. */
    double[] ownBytes() {
        double[] bytes = new double[tree.size()];
        for (Allocation allocation : profile.allocations()) {
            bytes[allocation.node()] += allocation.bytes();
        }
        return bytes;
    }

    /** All sites, most bytes first. */
    List<Site> sites() {
        int[] siteOfNode = SiteFrames.of(tree, origins);
        IntObjectHashMap<Sum> sums = new IntObjectHashMap<>();
        for (Allocation allocation : profile.allocations()) {
            sums.getIfAbsentPut(siteOfNode[allocation.node()], Sum::new).add(allocation);
        }
        List<Site> sites = new ArrayList<>(sums.size());
        sums.forEachKeyValue((frame, sum) -> {
            if (sum.bytes > 0) {
                sites.add(site(frame, sum));
            }
        });
        sites.sort(Comparator.comparingDouble(Site::bytes)
                .reversed()
                .thenComparing(Site::fullName)
                .thenComparingInt(Site::line)
                .thenComparingInt(Site::frameIndex));
        return sites;
    }

    /** What the paths hold on which a frame stands, anywhere. */
    Site through(int frame) {
        boolean[] below = new boolean[tree.size()];
        for (int node = 1; node < below.length; node++) {
            below[node] = tree.frameIndexes()[node] == frame || below[tree.parents()[node]];
        }
        return site(frame, sumWhere(node -> below[node]));
    }

    private Sum sumWhere(IntPredicate nodes) {
        Sum sum = new Sum();
        for (Allocation allocation : profile.allocations()) {
            if (nodes.test(allocation.node())) {
                sum.add(allocation);
            }
        }
        return sum;
    }

    private Site site(int frameIndex, Sum sum) {
        double share = totalBytes > 0 ? Math.min(1, sum.bytes / totalBytes) : 0;
        int mainClass = sum.mainClass();
        String className = mainClass < 0 ? "" : profile.classes().get(mainClass);
        double classShare = sum.bytes > 0 ? Math.min(1, sum.mainClassBytes() / sum.bytes) : 0;
        double standardError = Math.sqrt(sum.variance);
        if (frameIndex == NO_FRAME) {
            return new Site(
                    NO_FRAME,
                    null,
                    Frame.NO_LINE,
                    Origin.JDK,
                    "",
                    sum.bytes,
                    share,
                    standardError,
                    sum.objects,
                    className,
                    classShare);
        }
        Frame frame = tree.frames().get(frameIndex);
        Method method = tree.methods().get(frame.methodIndex());
        return new Site(
                frameIndex,
                method,
                frame.line(),
                origins[frame.methodIndex()],
                sourceText(method, frame.line()),
                sum.bytes,
                share,
                standardError,
                sum.objects,
                className,
                classShare);
    }

    private String sourceText(Method method, int line) {
        String text = profile.sources().line(method.sourcePath(), line);
        return text == null ? "" : text.strip();
    }

    /** Running totals of some allocations. */
    private static final class Sum {
        private final IntDoubleHashMap bytesByClass = new IntDoubleHashMap();
        private double bytes;
        private double objects;
        private double variance;

        void add(Allocation allocation) {
            bytes += allocation.bytes();
            objects += allocation.objects();
            variance += allocation.variance();
            bytesByClass.addToValue(allocation.classIndex(), allocation.bytes());
        }

        /** The class with most bytes, the lower index among equals; −1 for an empty sum. */
        int mainClass() {
            int best = -1;
            for (int classIndex : bytesByClass.keySet().toSortedArray()) {
                if (best < 0 || bytesByClass.get(classIndex) > bytesByClass.get(best)) {
                    best = classIndex;
                }
            }
            return best;
        }

        double mainClassBytes() {
            return mainClass() < 0 ? 0 : bytesByClass.get(mainClass());
        }
    }
}
