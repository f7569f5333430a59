package dev.filprofile.benchmark.program;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/** Jetty, asked by a few clients of the JDK's over the loopback device a fixed number of times. */
public final class WebServer {

    private static final int CLIENTS = 4;
    private static final int REQUESTS = 8_000;

    public static void main(String[] args) throws Exception {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Words());
        server.start();
        URI uri = URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/");
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        List<Future<Long>> sums = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            sums.add(clients.submit((Callable<Long>) () -> ask(uri)));
        }
        long sum = 0;
        try {
            for (Future<Long> each : sums) {
                sum += each.get();
            }
        } finally {
            // else a client that failed leaves threads that run for ever
            clients.shutdownNow();
            server.stop();
        }
        System.out.println(sum);
    }

    private static long ask(URI uri) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        long length = 0;
        for (int i = 0; i < REQUESTS; i++) {
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .POST(HttpRequest.BodyPublishers.ofString("some words that are words " + i))
                    .build();
            length += client.send(request, HttpResponse.BodyHandlers.ofString()).body().length();
        }
        return length;
    }

    /** Counts the words of what is posted. */
    private static final class Words extends Handler.Abstract {

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            Map<String, Integer> counts = new HashMap<>();
            for (String word : Content.Source.asString(request, StandardCharsets.UTF_8).split(" ")) {
                counts.merge(word, 1, Integer::sum);
            }
            Content.Sink.write(response, true, counts.size() + " words", callback);
            return true;
        }
    }
}
