package dev.filprofile.benchmark.program;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Many threads that live for a moment, and a few parallel streams beside them. */
public final class ShortThreads {

    private static final int THREADS = 80_000;

    public static void main(String[] args) throws InterruptedException {
        AtomicLong sum = new AtomicLong();
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            Thread thread = new Thread(() -> {
                List<String> words = new ArrayList<>();
                for (int word = 0; word < 400; word++) {
                    words.add("word " + (number + word));
                }
                sum.addAndGet(words.size());
            });
            thread.start();
            running.add(thread);
            if (running.size() == 8) {
                for (Thread each : running) {
                    each.join();
                }
                running.clear();
            }
        }
        for (Thread each : running) {
            each.join();
        }
        System.out.println(sum);
    }
}
