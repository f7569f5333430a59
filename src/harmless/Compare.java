import java.io.File;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Compares two directories of JUnit's XML reports test by test: {@code java Compare.java PLAIN PROFILED}. Exits with 1 if they differ. */
public final class Compare {

    public static void main(String[] directories) throws Exception {
        Map<String, String> plain = read(new File(directories[0]));
        Map<String, String> profiled = read(new File(directories[1]));
        int differences = 0;
        Map<String, String> all = new TreeMap<>(plain);
        all.putAll(profiled);
        for (String test : all.keySet()) {
            String before = plain.getOrDefault(test, "missing");
            String after = profiled.getOrDefault(test, "missing");
            if (!before.equals(after)) {
                differences++;
                System.out.println("  plain " + before + ", profiled " + after + ": " + test);
            }
        }
        System.out.println("  plain " + counts(plain) + "; profiled " + counts(profiled) + "; different " + differences);
        System.exit(differences == 0 && !plain.isEmpty() ? 0 : 1);
    }

    private static Map<String, Integer> counts(Map<String, String> results) {
        Map<String, Integer> counts = new TreeMap<>();
        results.values().forEach(result -> counts.merge(result, 1, Integer::sum));
        return counts;
    }

    private static Map<String, String> read(File directory) throws Exception {
        Map<String, String> results = new TreeMap<>();
        File[] files = directory.listFiles((parent, name) -> name.startsWith("TEST-") && name.endsWith(".xml"));
        for (File file : files == null ? new File[0] : files) {
            NodeList tests = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file).getElementsByTagName("testcase");
            for (int i = 0; i < tests.getLength(); i++) {
                Element test = (Element) tests.item(i);
                // numbers of the same name tell repetitions apart; identity hashes in names of parameters are no part of them
                String name = (test.getAttribute("classname") + "." + test.getAttribute("name")).replaceAll("@[0-9a-f]{4,8}\\b", "@");
                String unique = name;
                for (int n = 2; results.containsKey(unique); n++) {
                    unique = name + " #" + n;
                }
                results.put(unique, result(test));
            }
        }
        return results;
    }

    private static String result(Element test) {
        for (Node child = test.getFirstChild(); child != null; child = child.getNextSibling()) {
            switch (child.getNodeName()) {
                case "failure", "error" -> {
                    return "failed";
                }
                case "skipped" -> {
                    return "skipped";
                }
                default -> {}
            }
        }
        return "passed";
    }
}
