package dev.filprofile.e2e.workload;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;

/**
 * A real program on a real database: H2 holds a table of 300,000 measurements in memory, with an index, and answers three
 * questions. The table is the peak.
 */
public final class H2Table {

    private static final int ROWS = 300_000;

    private H2Table() {}

    public static void main(String[] args) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:measurements");
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "create table measurement (id int primary key, station int, note varchar(80), celsius double)");
            fill(connection);
            statement.execute("create index by_station on measurement (station)");
            print(statement, "select count(*), min(celsius), max(celsius) from measurement");
            print(
                    statement,
                    "select station, count(*), sum(id) from measurement group by station order by 2 desc, 1 limit 5");
            print(statement, "select id, note from measurement where station = 17 order by celsius limit 5");
        }
    }

    private static void fill(Connection connection) throws SQLException {
        Random random = new Random(11);
        try (PreparedStatement insert = connection.prepareStatement("insert into measurement values (?, ?, ?, ?)")) {
            for (int id = 0; id < ROWS; id++) {
                insert.setInt(1, id);
                insert.setInt(2, random.nextInt(1_000));
                insert.setString(3, "note " + Long.toString(random.nextLong(), 36) + " of measurement " + id);
                insert.setDouble(4, random.nextInt(6_000) / 100.0 - 20);
                insert.addBatch();
                if (id % 1_000 == 999) {
                    insert.executeBatch();
                }
            }
        }
    }

    private static void print(Statement statement, String question) throws SQLException {
        try (ResultSet rows = statement.executeQuery(question)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                StringBuilder line = new StringBuilder();
                for (int column = 1; column <= columns; column++) {
                    line.append(column == 1 ? "" : " ").append(rows.getString(column));
                }
                System.out.println(line);
            }
        }
    }
}
