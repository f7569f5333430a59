package dev.filprofile.flamegraph;

import dev.filprofile.profile.CallTree;

/**
 * Which frame of a call path is its site: the deepest application frame, or, where a path has none, the frame that
 * allocated. So each path belongs to exactly one site.
 */
public final class SiteFrames {

    /** The site of what no Java frame made. */
    public static final int NONE = -1;

    private SiteFrames() {}

    /** For each node of the tree the site of the path that ends there, as an index into {@code tree.frames()}, or {@link #NONE}. */
    public static int[] of(CallTree tree) {
        return of(tree, SiteSums.origins(tree));
    }

    static int[] of(CallTree tree, Origin[] origins) {
        int[] application = new int[tree.size()];
        int[] sites = new int[tree.size()];
        application[0] = NONE;
        sites[0] = NONE;
        for (int node = 1; node < sites.length; node++) {
            boolean own = origins[tree.frame(node).methodIndex()] == Origin.APPLICATION;
            application[node] = own ? tree.frameIndexes()[node] : application[tree.parents()[node]];
            sites[node] = application[node] == NONE ? tree.frameIndexes()[node] : application[node];
        }
        return sites;
    }
}
