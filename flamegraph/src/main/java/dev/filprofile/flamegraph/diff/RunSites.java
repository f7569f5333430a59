package dev.filprofile.flamegraph.diff;

import dev.filprofile.flamegraph.Findings;
import dev.filprofile.flamegraph.MethodKey;
import dev.filprofile.flamegraph.Site;
import dev.filprofile.flamegraph.SiteFrames;
import dev.filprofile.flamegraph.Statement;
import dev.filprofile.profile.Allocation;
import dev.filprofile.profile.CallTree;
import dev.filprofile.profile.Frame;
import dev.filprofile.profile.Method;
import dev.filprofile.profile.Profile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Reads the sites off a profile; their bytes add up to the attributed bytes. */
final class RunSites {

    private final Profile profile;
    private final CallTree tree;
    private final Renames renames;
    private final String[] keys;
    private final int[] siteOfNode;
    private final Map<Integer, Integer> largestNode = new HashMap<>();
    private final Map<String, Integer> firstLines = new HashMap<>();

    private RunSites(Profile profile, Renames renames) {
        this.profile = profile;
        this.renames = renames;
        tree = profile.tree();
        keys = tree.methods().stream().map(renames::method).map(MethodKey::of).toArray(String[]::new);
        siteOfNode = SiteFrames.of(tree);
        double[] own = new double[tree.size()];
        for (Allocation allocation : profile.allocations()) {
            own[allocation.node()] += allocation.bytes();
        }
        for (int node = 0; node < own.length; node++) {
            int candidate = node;
            largestNode.merge(siteOfNode[node], node, (best, next) -> own[candidate] > own[best] ? next : best);
        }
        for (Frame frame : tree.frames()) {
            if (frame.line() > 0) {
                firstLines.merge(keys[frame.methodIndex()], frame.line(), Math::min);
            }
        }
    }

    /** The sites, most bytes first; ties by method and line. */
    static List<RunSite> of(Profile profile, Renames renames) {
        RunSites reader = new RunSites(profile, renames);
        Findings findings = Findings.of(profile);
        Map<RunSite.Key, RunSite> sites = new LinkedHashMap<>();
        for (Site site : findings.sites()) {
            RunSite read = reader.read(site);
            sites.merge(read.key(), read, RunSite::and);
        }
        return sites.values().stream()
                .sorted(Comparator.comparingDouble(RunSite::bytes)
                        .reversed()
                        .thenComparing(RunSite::method)
                        .thenComparingInt(RunSite::line))
                .toList();
    }

    private RunSite read(Site site) {
        int frame = site.frameIndex();
        String method = frame == SiteFrames.NONE
                ? Site.NO_STACK
                : keys[tree.frames().get(frame).methodIndex()];
        Method known = site.method();
        return new RunSite(
                known == null ? null : renames.method(known),
                method,
                site.line(),
                site.line() > 0 ? site.line() - firstLines.getOrDefault(method, 0) : site.line(),
                site,
                site.sourceText().replaceAll("\\s+", ""),
                known == null ? null : statement(known, site.line()),
                Set.of(site.line()),
                MethodKey.ofClass(renames.className(site.mainClass())),
                site.bytes(),
                site.objects(),
                site.standardErrorBytes() * site.standardErrorBytes(),
                frame == SiteFrames.NONE ? List.of() : path(frame));
    }

    private @Nullable Statement statement(Method method, int line) {
        SortedMap<Integer, String> lines = profile.sources().lines().get(method.sourcePath());
        return lines == null ? null : Statement.at(method.sourcePath(), lines, line);
    }

    private List<String> path(int siteFrame) {
        int node = largestNode.getOrDefault(siteFrame, 0);
        while (node > 0 && tree.frameIndexes()[node] != siteFrame) {
            node = tree.parents()[node];
        }
        List<String> path = new ArrayList<>();
        for (; node > 0; node = tree.parents()[node]) {
            path.add(keys[tree.frame(node).methodIndex()]);
        }
        Collections.reverse(path);
        return path;
    }
}
