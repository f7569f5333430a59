package dev.filprofile.agent;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the raw snapshot says about the run; keys as in docs/profile-format.md. */
final class RunHeader {

    private RunHeader() {}

    static Map<String, String> of(AgentOptions options, String toolVersion, String collector, String engine) {
        Map<String, String> header = new LinkedHashMap<>();
        header.put("toolVersion", toolVersion);
        header.put("startedEpochMillis", Long.toString(System.currentTimeMillis()));
        header.put("pid", Long.toString(ProcessHandle.current().pid()));
        header.put("command", options.command().isEmpty() ? property("sun.java.command") : options.command());
        header.put("workingDirectory", property("user.dir"));
        header.put("jvm", property("java.vm.name") + " " + property("java.vm.version"));
        header.put("javaHome", property("java.home"));
        header.put("collector", collector);
        header.put("collectorChosenByUs", Boolean.toString(options.collectorChosen()));
        header.put(
                "jvmFlags",
                String.join("\n", ManagementFactory.getRuntimeMXBean().getInputArguments()));
        header.put("maxHeapBytes", Long.toString(Runtime.getRuntime().maxMemory()));
        header.put("engine", engine);
        return header;
    }

    private static String property(String key) {
        String value = System.getProperty(key);
        return value == null ? "" : value;
    }
}
