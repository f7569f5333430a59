package dev.filprofile.agent;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Leaves the JVM's optimising compiler to the program.
 *
 * <p>Some thousand samples make our code hot in the JVM's eyes, and its best compiler (C2) sets out to optimise the slow path
 * with all that it calls, several times over. In programs of some seconds that costs more than the samples, and the program's own methods
 * wait for it. What the quick compiler (C1) makes of our code is enough: its time goes into the JVM's stack walks. So compiler
 * directives (JEP 165) keep C2 away from it, and keep C2 from inlining it into the hook's slow path. What runs for each object outside
 * the heap and the sweep of the samples are left to C2: theirs are real loops.
 *
 * <p>Directives are added by the JVM's own diagnostic command, which takes a file. {@code jcmd PID Compiler.directives_print} shows them; those of
 * the user stay in force for all other code.
 */
final class OwnCompilation {

    private static final String COMMANDS = "com.sun.management.internal.DiagnosticCommandImpl";

    private static final String DIRECTIVES = """
            [
              {
                match: ["dev/filprofile/agent/dump/*.*", "dev/filprofile/agent/instrument/*.*", "dev/filprofile/agent/path/*.*",
                        "dev/filprofile/agent/peak/*.*", "dev/filprofile/agent/sample/*.*", "dev/filprofile/agent/Session*.*",
                        "dev/filprofile/shaded/*.*"],
                c2: { Exclude: true }
              },
              {
                match: ["java/lang/FilProfile*.*"],
                c2: { inline: ["-dev/filprofile/agent/*.*"] }
              }
            ]
            """;

    private OwnCompilation() {}

    /**
     * Adds the directives. A JVM that does not take them compiles our code as it does any other.
     *
     * @param beside names the file for a moment, with an ending
     * @return whether the JVM has taken them
     */
    static boolean quick(Instrumentation instrumentation, OwnFiles files, Path beside) {
        try {
            if (!hasBothCompilers()) {
                return false;
            }
            File file = new File(beside + ".directives");
            try {
                write(file);
                return added(execute(instrumentation, files, "Compiler.directives_add \"" + file + "\""));
            } finally {
                Files.deleteIfExists(file.toPath());
            }
        } catch (Throwable t) {
            // another JVM, or one whose insides are others: it only costs time
            return false;
        }
    }

    /** Not by a channel, which would keep a buffer outside the heap for this thread. */
    private static void write(File file) throws IOException {
        try (OutputStream out = new FileOutputStream(file)) {
            out.write(DIRECTIVES.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Else code that C2 must not have would be interpreted for ever. */
    private static boolean hasBothCompilers() {
        HotSpotDiagnosticMXBean flags = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        return flags != null
                && flags.getVMOption("TieredCompilation").getValue().equals("true")
                && flags.getVMOption("CompilationMode").getValue().equals("default");
    }

    private static boolean added(String answer) {
        return answer.contains("directives added");
    }

    private static String execute(Instrumentation instrumentation, OwnFiles files, String command) throws Throwable {
        Class<?> commands = Class.forName(COMMANDS, true, null);
        MethodHandles.Lookup lookup = PrivateLookup.in(commands, instrumentation, files);
        Class<?> type = Class.forName("com.sun.management.DiagnosticCommandMBean", false, null);
        Object bean = lookup.findStatic(commands, "getDiagnosticCommandMBean", MethodType.methodType(type))
                .invoke();
        return (String) lookup.findVirtual(
                        commands, "executeDiagnosticCommand", MethodType.methodType(String.class, String.class))
                .invoke(bean, command);
    }
}
