package dev.filprofile.benchmark;

import dev.filprofile.benchmark.program.Compiler;
import dev.filprofile.benchmark.program.DataFrame;
import dev.filprofile.benchmark.program.Database;
import dev.filprofile.benchmark.program.Documents;
import dev.filprofile.benchmark.program.Indexer;
import dev.filprofile.benchmark.program.Script;
import dev.filprofile.benchmark.program.ShortThreads;
import dev.filprofile.benchmark.program.Spreadsheet;
import dev.filprofile.benchmark.program.Streams;
import dev.filprofile.benchmark.program.Transformation;
import dev.filprofile.benchmark.program.VirtualThreads;
import dev.filprofile.benchmark.program.WebServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program that is measured. */
enum Subject {
    COMPILER(Compiler.class, 17),
    DATABASE(Database.class, 17),
    DOCUMENTS(Documents.class, 17),
    INDEXER(Indexer.class, 17),
    SPREADSHEET(Spreadsheet.class, 17),
    TRANSFORMATION(Transformation.class, 17),
    WEB_SERVER(WebServer.class, 17),
    SCRIPT(Script.class, 17),
    DATA_FRAME(DataFrame.class, 17),
    STREAMS(Streams.class, 17),
    SHORT_THREADS(ShortThreads.class, 17),
    VIRTUAL_THREADS(VirtualThreads.class, 21);

    private final Class<?> main;
    private final int leastJava;

    Subject(Class<?> main, int leastJava) {
        this.main = main;
        this.leastJava = leastJava;
    }

    /** Whether a JVM of that feature version can run it. */
    boolean runsOn(int featureVersion) {
        return featureVersion >= leastJava;
    }

    /** Main class and arguments for a JVM that does the program's work so many times. */
    List<String> command(Path module, int times) {
        List<String> command = new ArrayList<>(List.of(Repeated.class.getName(), Integer.toString(times), main.getName()));
        if (this == COMPILER) {
            command.add(module.resolve("target/sources").toString());
        }
        return command;
    }

    /** As tables name it: {@code web server}. */
    String title() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
