package dev.filprofile.benchmark.program;

import java.io.StringReader;
import java.io.StringWriter;
import javax.xml.transform.stream.StreamSource;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.Xslt30Transformer;
import net.sf.saxon.s9api.XsltExecutable;

/** Saxon: XML is parsed into a tree and transformed, a few times. */
public final class Transformation {

    private static final int ORDERS = 60_000;
    private static final int TIMES = 6;

    private static final String SHEET =
            """
            <xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
              <xsl:output method="xml"/>
              <xsl:template match="/orders">
                <report>
                  <xsl:for-each-group select="order" group-by="@customer">
                    <xsl:sort select="current-grouping-key()"/>
                    <customer id="{current-grouping-key()}" sum="{sum(current-group()/item/@price)}">
                      <xsl:apply-templates select="current-group()/item"/>
                    </customer>
                  </xsl:for-each-group>
                </report>
              </xsl:template>
              <xsl:template match="item"><line name="{upper-case(@name)}" price="{@price}"/></xsl:template>
            </xsl:stylesheet>
            """;

    public static void main(String[] args) throws SaxonApiException {
        Processor processor = new Processor(false);
        XsltExecutable sheet = processor.newXsltCompiler().compile(new StreamSource(new StringReader(SHEET)));
        String orders = orders();
        long length = 0;
        for (int i = 0; i < TIMES; i++) {
            XdmNode tree = processor.newDocumentBuilder().build(new StreamSource(new StringReader(orders)));
            Xslt30Transformer transformer = sheet.load30();
            StringWriter out = new StringWriter();
            transformer.applyTemplates(tree, processor.newSerializer(out));
            length += out.toString().length();
        }
        System.out.println(length);
    }

    private static String orders() {
        StringBuilder xml = new StringBuilder("<orders>");
        for (int i = 0; i < ORDERS; i++) {
            xml.append("<order customer=\"c").append(i % 500).append("\">");
            for (int item = 0; item < 3; item++) {
                xml.append("<item name=\"thing ").append(i % 97).append("\" price=\"").append(i % 89 + item).append("\"/>");
            }
            xml.append("</order>");
        }
        return xml.append("</orders>").toString();
    }
}
