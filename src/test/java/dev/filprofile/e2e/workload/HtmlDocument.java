package dev.filprofile.e2e.workload;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** Parses a table of 30,000 rows and keeps the document: an element for each row and cell, three attributes and a text. */
public final class HtmlDocument {

    private static final int ROWS = 30_000;

    private HtmlDocument() {}

    public static void main(String[] args) {
        StringBuilder html = new StringBuilder("<table>");
        for (int row = 0; row < ROWS; row++) {
            html.append("<tr id=r")
                    .append(row)
                    .append("><td class=name title=t")
                    .append(row);
            html.append(">row ").append(row).append("</td></tr>");
        }
        Document document = Jsoup.parse(html.append("</table>").toString());
        System.out.println(document.getElementsByTag("td").size() + " cells");
    }
}
