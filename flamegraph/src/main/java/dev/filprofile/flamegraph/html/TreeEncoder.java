package dev.filprofile.flamegraph.html;

import dev.filprofile.flamegraph.MethodKey;
import dev.filprofile.flamegraph.MethodName;
import dev.filprofile.flamegraph.Origin;
import dev.filprofile.flamegraph.ReportTree;
import dev.filprofile.flamegraph.TypeNames;
import dev.filprofile.profile.CallTree;
import dev.filprofile.profile.Frame;
import dev.filprofile.profile.Method;
import dev.filprofile.profile.Profile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/**
 * The tree as the page's script reads it ({@code decode.js} is the other half). Numbers stand in columns, each whole
 * before the next, because that deflates better than rows:
 *
 * <pre>
 *   version 2
 *   strings    count, prefix-coded
 *   methods    count; word, package, class, member, file, place (strings); origin; key hash
 *   frames     count; method; line + 2
 *   classes    count; name (string)
 *   threads    count; name (string)
 *   files      count; path below a source root (string), number of lines; then of all lines: difference of the line's
 *              number to the one before in the file; text (string)
 *   nodes      count, root included; for all but the root: step (0 = child of the node before, k = up k−1 levels, then
 *              sibling); frame + 2 (0 = residual, 1 = remainder)
 *   remainders for each remainder node: folded paths
 *   rows       for each node their number; then for all: class + 1 (0 = none), thread + 1 (0 = none), bytes, objects,
 *              standard error
 * </pre>
 */
final class TreeEncoder {

    private static final int VERSION = 2;

    private final Profile profile;
    private final ReportTree tree;
    private final Map<Integer, Integer> frameNumbers = new LinkedHashMap<>();
    private final Map<Integer, Integer> methodNumbers = new LinkedHashMap<>();
    private final Map<Integer, Integer> classNumbers = new LinkedHashMap<>();
    private final List<Frame> frames = new ArrayList<>();
    private final List<MethodParts> methods = new ArrayList<>();
    private final List<String> classes = new ArrayList<>();
    private final Map<String, Integer> stringNumbers = new HashMap<>();
    private final SourceExcerpt sources;
    private final ColumnWriter out = new ColumnWriter();

    private record MethodParts(MethodName name, String file, String place, Origin origin, int keyHash) {}

    private TreeEncoder(Profile profile, ReportTree tree) {
        this.profile = profile;
        this.tree = tree;
        this.sources = SourceExcerpt.of(profile, tree);
    }

    /**
     * The encoded tree, deflated.
     *
     * @param frameNumbers filled with the page's number of each frame in use, by index in the profile
     */
    static byte[] encode(Profile profile, ReportTree tree, Map<Integer, Integer> frameNumbers) {
        TreeEncoder encoder = new TreeEncoder(profile, tree);
        encoder.collect();
        encoder.write();
        frameNumbers.putAll(encoder.frameNumbers);
        return encoder.out.deflated();
    }

    private void collect() {
        for (int node = 1; node < tree.size(); node++) {
            if (tree.frame(node) >= 0) {
                frameNumbers.computeIfAbsent(tree.frame(node), this::addFrame);
            }
        }
        for (int node = 0; node < tree.size(); node++) {
            for (ReportTree.Row row : tree.rows(node)) {
                if (row.classIndex() >= 0) {
                    classNumbers.computeIfAbsent(row.classIndex(), this::addClass);
                }
            }
        }
    }

    private int addFrame(int index) {
        CallTree source = profile.tree();
        Frame frame = source.frames().get(index);
        Method method = source.methods().get(frame.methodIndex());
        methodNumbers.computeIfAbsent(frame.methodIndex(), key -> {
            methods.add(new MethodParts(
                    MethodName.of(method),
                    method.sourceFile(),
                    place(method),
                    Origin.of(method),
                    MethodKey.hash(method)));
            return methods.size() - 1;
        });
        frames.add(frame);
        return frames.size() - 1;
    }

    private int addClass(int index) {
        classes.add(TypeNames.readable(profile.classes().get(index)));
        return classes.size() - 1;
    }

    /** The jar, directory or module, without the path to it. */
    private static String place(Method method) {
        String location = method.location();
        String trimmed = location.endsWith("/") ? location.substring(0, location.length() - 1) : location;
        return trimmed.substring(trimmed.lastIndexOf('/') + 1);
    }

    private void write() {
        out.number(VERSION);
        writeStrings();
        writeMethods();
        out.number(frames.size());
        column(frames, frame -> methodNumbers.getOrDefault(frame.methodIndex(), 0));
        column(frames, frame -> frame.line() + 2L);
        out.number(classes.size());
        column(classes, this::string);
        out.number(tree.threads().size());
        column(tree.threads(), this::string);
        writeSources();
        writeNodes();
        writeRows();
    }

    private void writeStrings() {
        TreeSet<String> sorted = new TreeSet<>(classes);
        sorted.addAll(tree.threads());
        for (SourceExcerpt.File file : sources.files()) {
            sorted.add(file.path());
            sorted.addAll(file.lines().values());
        }
        for (MethodParts method : methods) {
            MethodName name = method.name();
            sorted.addAll(List.of(
                    name.word(), name.packagePrefix(), name.className(), name.member(), method.file(), method.place()));
        }
        for (String text : sorted) {
            stringNumbers.put(text, stringNumbers.size());
        }
        out.strings(List.copyOf(sorted));
    }

    private void writeMethods() {
        out.number(methods.size());
        column(methods, method -> string(method.name().word()));
        column(methods, method -> string(method.name().packagePrefix()));
        column(methods, method -> string(method.name().className()));
        column(methods, method -> string(method.name().member()));
        column(methods, method -> string(method.file()));
        column(methods, method -> string(method.place()));
        column(methods, method -> method.origin().code());
        column(methods, method -> Integer.toUnsignedLong(method.keyHash()));
    }

    private void writeSources() {
        List<SourceExcerpt.File> files = sources.files();
        out.number(files.size());
        column(files, file -> string(file.path()));
        column(files, file -> file.lines().size());
        for (SourceExcerpt.File file : files) {
            int before = 0;
            for (int line : file.lines().keySet()) {
                out.number(line - before);
                before = line;
            }
        }
        for (SourceExcerpt.File file : files) {
            column(List.copyOf(file.lines().values()), this::string);
        }
    }

    private void writeNodes() {
        out.number(tree.size());
        for (int node = 1; node < tree.size(); node++) {
            out.number(tree.depth(node - 1) + 1L - tree.depth(node));
        }
        for (int node = 1; node < tree.size(); node++) {
            int frame = tree.frame(node);
            out.number(frame == ReportTree.RESIDUAL ? 0 : frame == ReportTree.REMAINDER ? 1 : number(frame) + 2L);
        }
        for (int node = 1; node < tree.size(); node++) {
            if (tree.frame(node) == ReportTree.REMAINDER) {
                out.number(tree.foldedPaths(node));
            }
        }
    }

    private void writeRows() {
        List<ReportTree.Row> rows = new ArrayList<>();
        for (int node = 0; node < tree.size(); node++) {
            out.number(tree.rows(node).size());
            rows.addAll(tree.rows(node));
        }
        column(rows, row -> row.classIndex() < 0 ? 0 : classNumbers.getOrDefault(row.classIndex(), 0) + 1L);
        column(rows, row -> row.threadIndex() + 1L);
        column(rows, ReportTree.Row::bytes);
        column(rows, ReportTree.Row::objects);
        column(rows, ReportTree.Row::standardErrorBytes);
    }

    private <T> void column(List<T> values, ToLongFunction<T> number) {
        for (T value : values) {
            out.number(number.applyAsLong(value));
        }
    }

    private int number(int frame) {
        return frameNumbers.getOrDefault(frame, 0);
    }

    private int string(String text) {
        return stringNumbers.getOrDefault(text, 0);
    }
}
