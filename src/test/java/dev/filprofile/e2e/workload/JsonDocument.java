package dev.filprofile.e2e.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * A real program on real libraries: Jackson reads a document of 150,000 orders into a tree, and the program adds some of it
 * up. The tree is the peak.
 */
public final class JsonDocument {

    private static final int ORDERS = 150_000;

    private JsonDocument() {}

    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        write(file);
        JsonNode orders = new ObjectMapper().readTree(file.toFile());
        long cents = 0;
        long paid = 0;
        long letters = 0;
        for (JsonNode order : orders) {
            for (JsonNode item : order.get("items")) {
                cents += item.get("cents").asLong() * item.get("count").asLong();
            }
            paid += order.get("paid").asBoolean() ? 1 : 0;
            letters += order.get("customer").get("name").asText().length();
        }
        System.out.println(orders.size() + " orders, " + paid + " paid, " + cents + " cents, " + letters + " letters");
    }

    private static void write(Path file) throws IOException {
        Random random = new Random(7);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("[");
            for (int order = 0; order < ORDERS; order++) {
                out.write(order == 0 ? "\n" : ",\n");
                out.write("{\"number\": " + order + ", \"paid\": " + random.nextBoolean());
                out.write(", \"customer\": {\"name\": \"customer " + random.nextInt(1_000_000) + "\", \"city\": \"city "
                        + random.nextInt(5_000) + "\"}, \"items\": [");
                int items = 1 + random.nextInt(4);
                for (int item = 0; item < items; item++) {
                    out.write((item == 0 ? "" : ", ") + "{\"article\": \"article " + random.nextInt(100_000)
                            + "\", \"cents\": " + random.nextInt(10_000) + ", \"count\": " + random.nextInt(10) + "}");
                }
                out.write("]}");
            }
            out.write("\n]\n");
        }
    }
}
