package dev.filprofile.benchmark.program;

import java.io.IOException;
import java.util.Random;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;

/** Lucene: an index of generated texts in memory, then searches. */
public final class Indexer {

    private static final int DOCUMENTS = 120_000;
    private static final int WORDS = 60;

    public static void main(String[] args) throws IOException {
        Random random = new Random(2);
        try (ByteBuffersDirectory directory = new ByteBuffersDirectory()) {
            try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(new StandardAnalyzer()))) {
                for (int i = 0; i < DOCUMENTS; i++) {
                    Document document = new Document();
                    document.add(new StringField("id", Integer.toString(i), Field.Store.YES));
                    document.add(new TextField("text", text(random), Field.Store.NO));
                    writer.addDocument(document);
                }
                writer.forceMerge(1);
            }
            long found = 0;
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                IndexSearcher searcher = new IndexSearcher(reader);
                for (int i = 0; i < 2_000; i++) {
                    found += searcher.count(new TermQuery(new Term("text", "word" + i)));
                }
            }
            System.out.println(found);
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < WORDS; i++) {
            text.append("word").append((int) (20_000 * Math.pow(random.nextDouble(), 3))).append(' ');
        }
        return text.toString();
    }
}
