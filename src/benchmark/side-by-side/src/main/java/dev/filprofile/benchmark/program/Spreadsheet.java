package dev.filprofile.benchmark.program;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** POI: a spreadsheet that is held in memory as a tree of XML and then written. */
public final class Spreadsheet {

    private static final int ROWS = 25_000;
    private static final int COLUMNS = 12;

    public static void main(String[] args) throws IOException {
        System.setProperty("log4j2.StatusLogger.level", "OFF"); // it would say, with the time, that there is no logging
        int cells = 0;
        try (XSSFWorkbook workbook = new XSSFWorkbook()) {
            Sheet sheet = workbook.createSheet("figures");
            for (int r = 0; r < ROWS; r++) {
                Row row = sheet.createRow(r);
                for (int c = 0; c < COLUMNS; c++) {
                    if (c % 3 == 0) {
                        row.createCell(c).setCellValue("text " + (r * c) % 5_000);
                    } else {
                        row.createCell(c).setCellValue(r * 0.25 + c);
                    }
                    cells++;
                }
            }
            workbook.write(OutputStream.nullOutputStream());
        }
        System.out.println(cells + " cells");
    }
}
