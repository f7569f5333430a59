package dev.filprofile.benchmark.program;

import java.io.PrintWriter;
import java.io.Writer;
import org.eclipse.jdt.internal.compiler.batch.Main;

/** The Eclipse compiler on the sources of Lucene. */
public final class Compiler {

    public static void main(String[] args) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        Main compiler = new Main(nowhere, nowhere, false, null, null);
        compiler.compile(new String[] {"-17", "-nowarn", "-encoding", "UTF-8", "-d", "none", args[0]});
        System.out.println(compiler.globalErrorsCount + " errors");
    }
}
