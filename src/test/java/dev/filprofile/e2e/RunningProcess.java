package dev.filprofile.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A process started by a test: nothing of the tests' own environment reaches it, both its outputs are kept, and it does not
 * live longer than {@link #LIMIT}.
 */
final class RunningProcess implements AutoCloseable {

    /** No program here needs a fifth of it, even on a busy machine. */
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private final List<String> command;
    private final Process process;
    private final Capture out;
    private final Capture err;

    private RunningProcess(List<String> command, Process process) {
        this.command = command;
        this.process = process;
        this.out = new Capture(process.getInputStream());
        this.err = new Capture(process.getErrorStream());
    }

    /** Starts a command in {@code directory} with these environment variables and no others. */
    static RunningProcess start(Path directory, Map<String, String> environment, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return new RunningProcess(command, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The environment of a plain user: a path, a locale, the child JVM as {@code JAVA_HOME}. */
    static Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>();
        environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("JAVA_HOME", ChildJvm.home().toString());
        environment.put("XDG_CACHE_HOME", Project.cacheDirectory().toString());
        return environment;
    }

    /** Gives the process its standard input, and its end. */
    RunningProcess feed(byte[] input) {
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input);
        } catch (IOException e) {
            // the program may end before it has read everything: its outcome tells
        }
        return this;
    }

    /** Waits until the line {@code marker + text} stands on standard output and returns {@code text}. */
    String awaitLine(String marker) {
        return out.awaitLine(marker, LIMIT);
    }

    /** SIGTERM on POSIX systems. By the handle: {@link Process#destroy} would close the streams that we still read. */
    void terminate() {
        process.toHandle().destroy();
    }

    long pid() {
        return process.pid();
    }

    /** Sends a signal by name to this process. */
    void signal(String name) {
        signal(name, process.pid());
    }

    /** Sends a signal by name, by way of {@code kill(1)}; returns when it is sent. */
    static void signal(String name, long pid) {
        try {
            int exitCode = new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exitCode != 0) {
                throw new IllegalStateException("kill -" + name + " " + pid + " ended with " + exitCode);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits for the end. */
    Outcome await() {
        try {
            if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                killAll();
                throw new AssertionError("no end within " + LIMIT + ": " + outcome(-1));
            }
            out.join();
            err.join();
            return outcome(process.exitValue());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Outcome outcome(int exitCode) {
        return new Outcome(command, exitCode, out.bytes(), err.bytes());
    }

    private void killAll() {
        List<ProcessHandle> tree = new ArrayList<>(process.descendants().toList());
        tree.add(process.toHandle());
        tree.forEach(ProcessHandle::destroyForcibly);
    }

    /** Leaves no process behind when a test fails half way. */
    @Override
    public void close() {
        killAll();
    }

    /** Reads a stream to its end on a thread of its own. */
    private static final class Capture {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final Thread reader;
        private boolean ended;

        Capture(InputStream stream) {
            reader = new Thread(() -> readAll(stream), "capture");
            reader.setDaemon(true);
            reader.start();
        }

        private void readAll(InputStream stream) {
            byte[] buffer = new byte[64 * 1024];
            try (stream) {
                for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
                    append(buffer, n);
                }
            } catch (IOException e) {
                // the process was killed; what it said until then counts
            } finally {
                end();
            }
        }

        private synchronized void append(byte[] buffer, int length) {
            bytes.write(buffer, 0, length);
            notifyAll();
        }

        private synchronized void end() {
            ended = true;
            notifyAll();
        }

        synchronized byte[] bytes() {
            return bytes.toByteArray();
        }

        void join() throws InterruptedException {
            reader.join(LIMIT.toMillis());
        }

        synchronized String awaitLine(String marker, Duration limit) {
            long deadline = System.nanoTime() + limit.toNanos();
            while (true) {
                String text = bytes.toString(StandardCharsets.UTF_8);
                int start = text.startsWith(marker) ? 0 : text.indexOf("\n" + marker) + 1;
                boolean found = text.startsWith(marker) || start > 0;
                int end = found ? text.indexOf('\n', start) : -1;
                if (end >= 0) {
                    return text.substring(start + marker.length(), end).strip();
                }
                long leftMillis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (ended || leftMillis <= 0) {
                    throw new AssertionError("no line \"" + marker + "\" on standard output:\n" + text);
                }
                try {
                    wait(leftMillis);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException(e);
                }
            }
        }
    }
}
