package dev.filprofile.cli.jvm;

import dev.filprofile.cli.CliFailure;
import dev.filprofile.cli.ExitCodes;
import dev.filprofile.cli.Surroundings;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Starts the JVM once with the user's options and {@code -XX:+PrintFlagsFinal -version}, which runs no program, to
 * learn its version, its collector and what the user chose.
 *
 * <p>Options that do something when a JVM merely starts (agents, recordings, archives, logs to files) are left out.
 */
public final class JvmProbe {

    private static final Pattern VERSION = Pattern.compile("(?m)^\\S.* version \"(?:1\\.)?(\\d+)([^\"]*)\".*$");
    private static final Pattern MISSING_MODULE = Pattern.compile(
            "FindException: Module (" + String.join("|", AgentPolicy.MODULES).replace(".", "\\.") + ") not found");
    private static final long PATIENCE_SECONDS = 60;

    private final Path java;
    private final Surroundings surroundings;

    public JvmProbe(Path java, Surroundings surroundings) {
        this.java = java;
        this.surroundings = surroundings;
    }

    private record Answer(int exitCode, String output) {}

    /**
     * @param options the user's, argument files replaced by their words
     * @throws CliFailure the JVM is too old, is not HotSpot, or refuses the options; its own words are in the message
     */
    public Jvm probe(List<String> options) throws CliFailure {
        List<String> words = new ArrayList<>(ProbeOptions.withoutSideEffects(options));
        words.add("--add-modules=" + String.join(",", AgentPolicy.MODULES));
        words.addAll(List.of("-XX:+PrintFlagsFinal", "-version"));
        Answer answer = ask(words, true);
        if (answer.exitCode != 0) {
            throw refusal(answer);
        }
        Jvm jvm = new Jvm(feature(answer.output), version(answer.output), JvmFlags.parse(answer.output));
        requireSupported(jvm.feature(), jvm.version());
        if (!jvm.flags().has("MaxHeapSize")) {
            throw new CliFailure(
                    ExitCodes.CANNOT_START, "the JVM at " + java + " is not HotSpot, the only one that is supported");
        }
        return jvm;
    }

    /** Old JVMs refuse newer options; then their age is the reason to tell. */
    private CliFailure refusal(Answer answer) throws CliFailure {
        Answer plain = ask(List.of("-version"), false);
        if (plain.exitCode == 0) {
            requireSupported(feature(plain.output), version(plain.output));
        }
        Matcher missing = MISSING_MODULE.matcher(answer.output);
        if (missing.find()) {
            return new CliFailure(
                    ExitCodes.CANNOT_START,
                    "the JVM at " + java + " lacks the module " + missing.group(1)
                            + ", which profiling needs (name a JDK with --java PATH, or let jlink add the module)");
        }
        return new CliFailure(
                ExitCodes.CANNOT_START, "the JVM refuses these options: " + JvmComplaint.of(answer.output));
    }

    private void requireSupported(int feature, String version) throws CliFailure {
        if (feature == 0) {
            throw new CliFailure(ExitCodes.CANNOT_START, java + " does not say its version: it is not a JVM");
        }
        if (feature < Jvm.OLDEST_FEATURE) {
            throw new CliFailure(
                    ExitCodes.CANNOT_START,
                    "the JVM at " + java + " is version " + version + "; " + Jvm.OLDEST_FEATURE
                            + " or later is needed (name one with --java PATH or JAVA_HOME)");
        }
    }

    private Answer ask(List<String> words, boolean withVariables) throws CliFailure {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(surroundings.workingDirectory().toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.PIPE);
        surroundings.giveJvmVariables(builder.environment());
        ProbeOptions.clean(builder.environment(), withVariables);
        try {
            return answer(builder.start());
        } catch (IOException cannotStart) {
            throw new CliFailure(
                    ExitCodes.CANNOT_START, "the JVM at " + java + " cannot be started: " + cannotStart.getMessage());
        }
    }

    private Answer answer(Process process) throws IOException, CliFailure {
        process.getOutputStream().close();
        CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> readAll(process));
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new CliFailure(
                        ExitCodes.CANNOT_START,
                        "the JVM at " + java + " did not answer -version within " + PATIENCE_SECONDS + " s");
            }
            return new Answer(process.exitValue(), output.join());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CliFailure(ExitCodes.RUN_FAILED, "interrupted");
        } finally {
            process.destroyForcibly();
        }
    }

    private static String readAll(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
        } catch (IOException closed) {
            return "";
        }
    }

    private static int feature(String output) {
        Matcher matcher = VERSION.matcher(output);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    private static String version(String output) {
        Matcher matcher = VERSION.matcher(output);
        return matcher.find() ? matcher.group(1) + matcher.group(2) : "unknown";
    }
}
