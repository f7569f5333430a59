package dev.filprofile.profile.format;

import dev.filprofile.profile.Sources;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** {@link Sources} as a block. */
final class SourcesBlock {

    private SourcesBlock() {}

    static void write(Sources sources, BlockOutput out) {
        out.unsigned(sources.lines().size());
        sources.lines().forEach((path, lines) -> {
            out.text(path);
            out.unsigned(lines.size());
            lines.forEach((line, text) -> {
                out.signed(line);
                out.text(text);
            });
        });
    }

    static Sources read(BlockInput in) throws ProfileFormatException {
        int files = in.count(2);
        Map<String, SortedMap<Integer, String>> sources = new HashMap<>();
        for (int i = 0; i < files; i++) {
            String path = in.text();
            int count = in.count(2);
            SortedMap<Integer, String> lines = new TreeMap<>();
            for (int j = 0; j < count; j++) {
                lines.put(in.signedInt(), in.text());
            }
            sources.put(path, lines);
        }
        return new Sources(sources);
    }
}
