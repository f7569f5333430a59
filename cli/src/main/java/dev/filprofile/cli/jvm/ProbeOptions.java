package dev.filprofile.cli.jvm;

import dev.filprofile.cli.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which of the user's options a probe may see: not those that act although no program runs. */
final class ProbeOptions {

    private static final Pattern ACTS_AT_START = Pattern.compile(
            "-javaagent:.*|-agentlib:.*|-agentpath:.*|-Xrun.*|-Xdebug"
                    + "|-Dcom\\.sun\\.management\\..*|-XX:StartFlightRecording.*|-XX:FlightRecorderOptions.*"
                    + "|-XX:ArchiveClassesAtExit=.*|-XX:[+-]AutoCreateSharedArchive|-XX:SharedArchiveFile=.*|-Xshare:.*"
                    + "|-XX:AOT.*|-XX:DumpLoadedClassList=.*|-Xlog.*|-Xloggc:.*|-XX:LogFile=.*|-verbose.*|-Xverbose.*"
                    + "|-XX:[+-]Print(?!FlagsFinal).*|-XX:[+-]LogVMOutput|-XX:[+-]LogCompilation"
                    + "|-XX:[+-]FlightRecorder|-XX:[+-]PauseAt.*|-XX:[+-]AlwaysPreTouch|-XX:NativeMemoryTracking=.*"
                    + "|-showversion|--show-version|--show-module-resolution|--validate-modules|--list-modules|--dry-run");

    private ProbeOptions() {}

    static List<String> withoutSideEffects(List<String> options) {
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < options.size(); i++) {
            String option = options.get(i);
            if (option.equals("-d") || option.equals("--describe-module") || option.equals("--source")) {
                i++; // its value: these go with a program, not with -version
            } else if (!ACTS_AT_START.matcher(option).matches()) {
                kept.add(option);
            }
        }
        return kept;
    }

    /** Takes such options out of the variables that a JVM reads, or takes the variables away altogether. */
    static void clean(Map<String, String> environment, boolean keepVariables) {
        for (String name : Surroundings.JVM_VARIABLES) {
            String value = environment.get(name);
            if (value == null) {
                continue;
            }
            if (keepVariables) {
                environment.put(name, cleaned(value));
            } else {
                environment.remove(name);
            }
        }
    }

    private static String cleaned(String value) {
        return OptionsVariable.quotedWords(value).stream()
                .filter(word ->
                        !ACTS_AT_START.matcher(OptionsVariable.unquoted(word)).matches())
                .collect(Collectors.joining(" "));
    }
}
