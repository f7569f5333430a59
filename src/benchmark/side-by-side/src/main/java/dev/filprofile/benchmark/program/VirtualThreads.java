package dev.filprofile.benchmark.program;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Virtual threads that wait and allocate; needs Java 21, without which it says so. */
public final class VirtualThreads {

    private static final int TASKS = 200_000;

    public static void main(String[] args) throws Exception {
        // this file is compiled for Java 17
        ExecutorService executor = (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        long sum = 0;
        try {
            List<Future<Integer>> results = new ArrayList<>();
            for (int i = 0; i < TASKS; i++) {
                int number = i;
                results.add(executor.submit((Callable<Integer>) () -> {
                    StringBuilder text = new StringBuilder();
                    for (int word = 0; word < 40; word++) {
                        text.append("word ").append(number);
                        if (word % 20 == 0) {
                            Thread.sleep(1);
                        }
                    }
                    return text.toString().length();
                }));
            }
            for (Future<Integer> result : results) {
                sum += result.get();
            }
        } finally {
            executor.shutdown();
        }
        System.out.println(sum);
    }
}
