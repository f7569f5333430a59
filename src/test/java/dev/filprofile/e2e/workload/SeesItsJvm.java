package dev.filprofile.e2e.workload;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;

/** Prints what a program can see of the JVM that it runs in, and of its own surroundings in it. */
public final class SeesItsJvm {

    private SeesItsJvm() {}

    public static void main(String[] args) throws IOException {
        new TreeMap<>(System.getProperties()).forEach((name, value) -> System.out.println(name + " = " + value));
        System.out.println("threads in my group: " + Thread.activeCount());
        System.out.println("name of the next thread: " + new Thread().getName());
        System.out.println("handler of uncaught exceptions: " + Thread.getDefaultUncaughtExceptionHandler());
        System.out.println("context class loader is the system's: "
                + (Thread.currentThread().getContextClassLoader() == ClassLoader.getSystemClassLoader()));
        Module base = Object.class.getModule();
        for (String name : base.getPackages().stream().sorted().toList()) {
            if (base.isOpen(name, SeesItsJvm.class.getModule())
                    || base.isExported(name, SeesItsJvm.class.getModule())) {
                System.out.println("open: " + base.isOpen(name, SeesItsJvm.class.getModule()) + " " + name);
            }
        }
        for (Class<?> type : new Class<?>[] {Object.class, Thread.class, Arrays.class, StringBuilder.class}) {
            System.out.println(type.getName() + ": " + type.getDeclaredFields().length + " fields, "
                    + type.getDeclaredMethods().length + " methods");
        }
        System.out.println("services: "
                + Collections.list(
                        ClassLoader.getSystemResources("META-INF/services/java.nio.file.spi.FileSystemProvider")));
        // the cache of small Longs is loaded here, and has long constants itself
        System.out.println("a Long: " + Long.valueOf(args.length));
        descriptors().forEach(System.out::println);
        Thread.getAllStackTraces().keySet().stream()
                .map(thread -> "thread " + thread.getName() + " in "
                        + thread.getThreadGroup().getName())
                .sorted()
                .forEach(System.out::println);
    }

    /** What the open file descriptors lead to, where the system tells. */
    private static List<String> descriptors() throws IOException {
        Path folder = Path.of("/proc/self/fd");
        List<String> all = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            for (File each : folder.toFile().listFiles()) {
                Path path = each.toPath();
                // numbers, and those of the folder itself, differ in any two runs
                if (Files.isSymbolicLink(path)) {
                    String target = Files.readSymbolicLink(path).toString().replaceAll("\\[\\d+]", "[]");
                    all.add("descriptor of " + target.replaceAll("/proc/\\d+/fd", "/proc/self/fd"));
                }
            }
        }
        Collections.sort(all);
        return all;
    }
}
