package dev.filprofile.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** All measurements of one go, and what they come to: medians, and ratios to the plain run. */
final class Results {

    /** What is measured, each as a ratio. */
    private enum Quantity {
        WALL("wall", Measurement::wallSeconds),
        CPU("CPU", Measurement::cpuSeconds),
        RESIDENT("resident", Measurement::residentBytes),
        ALLOCATED("allocated", Measurement::allocatedBytes),
        PAUSES("pauses", Measurement::pauseSeconds);

        private final String title;
        private final ToDoubleFunction<Measurement> value;

        Quantity(String title, ToDoubleFunction<Measurement> value) {
            this.title = title;
            this.value = value;
        }
    }

    /** A ratio that is larger than the stored one by more than this is a regression. */
    private static final double TOLERANCE = 1.10;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<Subject, Map<Variant, List<Measurement>>> measured = new EnumMap<>(Subject.class);
    private final String jvm;

    /** @param jvm what the programs ran on */
    Results(String jvm) {
        this.jvm = jvm;
    }

    void add(Subject subject, Variant variant, Measurement measurement) {
        measured.computeIfAbsent(subject, key -> new EnumMap<>(Variant.class))
                .computeIfAbsent(variant, key -> new ArrayList<>())
                .add(measurement);
    }

    /** Tables in Markdown: medians of the plain run with their spread, then one table of ratios for each quantity. */
    String tables(List<Variant> variants) {
        StringBuilder text = new StringBuilder(jvm + "\n\n| program | wall, s | CPU, s | resident, MiB | allocated, MiB | pauses, s |\n");
        text.append("| --- | ---: | ---: | ---: | ---: | ---: |\n");
        measured.forEach((subject, runs) -> {
            List<Measurement> plain = runs.get(Variant.PLAIN);
            text.append("| ").append(subject.title());
            for (Quantity quantity : Quantity.values()) {
                double unit = quantity == Quantity.RESIDENT || quantity == Quantity.ALLOCATED ? 1 << 20 : 1;
                text.append(String.format(
                        Locale.ROOT,
                        unit > 1 ? " | %.0f (%.0f–%.0f)" : " | %.2f (%.2f–%.2f)",
                        at(plain, quantity, 0.5) / unit,
                        at(plain, quantity, 0) / unit,
                        at(plain, quantity, 1) / unit));
            }
            text.append(" |\n");
        });
        for (Quantity quantity : Quantity.values()) {
            ratios(text, variants, quantity);
        }
        return text.toString();
    }

    private void ratios(StringBuilder text, List<Variant> variants, Quantity quantity) {
        text.append("\n| ").append(quantity.title).append(" ÷ plain");
        variants.forEach(variant -> text.append(" | ").append(variant.title()));
        text.append(" |\n| ---").append(" | ---:".repeat(variants.size())).append(" |\n");
        double[] logarithms = new double[variants.size()];
        int[] counts = new int[variants.size()];
        measured.forEach((subject, runs) -> {
            text.append("| ").append(subject.title());
            for (int i = 0; i < variants.size(); i++) {
                double ratio = ratio(runs, variants.get(i), quantity);
                if (ratio > 0) {
                    logarithms[i] += Math.log(ratio);
                    counts[i]++;
                }
                text.append(ratio > 0 ? String.format(Locale.ROOT, " | %.2f", ratio) : " | –");
            }
            text.append(" |\n");
        });
        text.append("| **geometric mean**");
        for (int i = 0; i < counts.length; i++) {
            text.append(counts[i] == 0 ? " | –" : String.format(Locale.ROOT, " | **%.2f**", Math.exp(logarithms[i] / counts[i])));
        }
        text.append(" |\n");
    }

    /** Of medians; 0 where there is none. */
    private static double ratio(Map<Variant, List<Measurement>> runs, Variant variant, Quantity quantity) {
        List<Measurement> these = runs.getOrDefault(variant, List.of());
        double plain = at(runs.getOrDefault(Variant.PLAIN, List.of()), quantity, 0.5);
        return these.isEmpty() || plain <= 0 ? 0 : at(these, quantity, 0.5) / plain;
    }

    /** The median and the ends of what was measured; 0 for no runs. */
    private static double at(List<Measurement> runs, Quantity quantity, double place) {
        double[] sorted = runs.stream().mapToDouble(quantity.value).sorted().toArray();
        if (sorted.length == 0) {
            return 0;
        }
        double index = place * (sorted.length - 1);
        return (sorted[(int) Math.floor(index)] + sorted[(int) Math.ceil(index)]) / 2;
    }

    /** All single runs, and the ratios. */
    void write(Path file) throws IOException {
        ObjectNode root = JSON.createObjectNode().put("jvm", jvm);
        ObjectNode ratios = root.putObject("ratios");
        ObjectNode runs = root.putObject("runs");
        measured.forEach((subject, of) -> of.forEach((variant, measurements) -> {
            String name = subject.title() + ", " + variant.title();
            for (Quantity quantity : Quantity.values()) {
                double[] values = measurements.stream().mapToDouble(quantity.value).toArray();
                ObjectNode node = runs.withObject("/" + name);
                node.set(quantity.title, JSON.valueToTree(values));
                ratios.withObject("/" + name).put(quantity.title, ratio(of, variant, quantity));
            }
        }));
        JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), root);
    }

    /** Ratios of ours that are worse than those in a file, a line each. Wall and CPU only. */
    List<String> worseThan(Path file) throws IOException {
        JsonNode before = JSON.readTree(file.toFile()).path("ratios");
        List<String> worse = new ArrayList<>();
        measured.forEach((subject, runs) -> {
            String name = subject.title() + ", " + Variant.FIL_PROFILE.title();
            for (Quantity quantity : List.of(Quantity.WALL, Quantity.CPU)) {
                double old = before.path(name).path(quantity.title).asDouble();
                double now = ratio(runs, Variant.FIL_PROFILE, quantity);
                if (old > 0 && now > old * TOLERANCE) {
                    worse.add(String.format(Locale.ROOT, "%s: %s %.2f, was %.2f", name, quantity.title, now, old));
                }
            }
        });
        return worse;
    }
}
