package dev.filprofile.benchmark.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** Jackson: trees of large JSON documents, one after the other. */
public final class Documents {

    private static final int DOCUMENTS = 24;
    private static final int ENTRIES = 40_000;

    public static void main(String[] args) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        long sum = 0;
        for (int i = 0; i < DOCUMENTS; i++) {
            JsonNode tree = mapper.readTree(document(i));
            for (JsonNode entry : tree) {
                sum += entry.get("price").asInt() + entry.get("tags").size();
            }
            sum += mapper.writeValueAsBytes(tree).length;
        }
        System.out.println(sum);
    }

    private static String document(int number) {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < ENTRIES; i++) {
            text.append(i == 0 ? "" : ",")
                    .append("{\"id\":")
                    .append(i)
                    .append(",\"name\":\"item ")
                    .append(i * 31 + number)
                    .append("\",\"price\":")
                    .append(i % 977)
                    .append(",\"tags\":[\"a")
                    .append(i % 13)
                    .append("\",\"b\"],\"open\":true}");
        }
        return text.append(']').toString();
    }
}
