package dev.filprofile.flamegraph.html;

import dev.filprofile.flamegraph.Picture;
import dev.filprofile.flamegraph.ReportTree;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * A picture as a page carries it.
 *
 * @param picture what it shows
 * @param tree its nodes, as many as there was room for
 * @param frameNumbers the page's number of each frame in use, by index in the profile
 * @param data the tree for the page's script, in Base64
 */
record EncodedPicture(Picture picture, ReportTree tree, Map<Integer, Integer> frameNumbers, String data) {

    /**
     * Encodes a picture.
     *
     * @param maxNodes see {@link ReportTree#of}
     * @param maxDataBytes how long {@link #data} may be; paths are folded until it fits
     */
    static EncodedPicture of(Picture picture, int maxNodes, int maxDataBytes) {
        Map<Integer, Integer> frameNumbers = new HashMap<>();
        ReportTree tree = ReportTree.of(picture.profile(), maxNodes);
        byte[] data = TreeEncoder.encode(picture.profile(), tree, frameNumbers);
        for (int nodes = tree.size(); data.length > maxDataBytes * 0.75 && nodes > ReportTree.MIN_NODES; ) {
            // Base64 adds a third. The size is roughly proportional to the nodes.
            nodes = (int) Math.max(ReportTree.MIN_NODES, nodes * Math.min(0.9, maxDataBytes * 0.72 / data.length));
            frameNumbers.clear();
            tree = ReportTree.of(picture.profile(), nodes);
            data = TreeEncoder.encode(picture.profile(), tree, frameNumbers);
        }
        return new EncodedPicture(
                picture, tree, frameNumbers, Base64.getEncoder().encodeToString(data));
    }
}
