package dev.filprofile.benchmark.program;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;

/** H2 in memory: two tables, an index, joins and sums. */
public final class Database {

    private static final int ORDERS = 300_000;

    public static void main(String[] args) throws SQLException {
        Random random = new Random(1);
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:shop")) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("create table customer (id int primary key, name varchar(40), city varchar(20))");
                statement.execute("create table purchase (id int primary key, customer int, amount decimal(10, 2), note varchar(80))");
            }
            try (PreparedStatement insert = connection.prepareStatement("insert into customer values (?, ?, ?)")) {
                for (int i = 0; i < ORDERS / 10; i++) {
                    insert.setInt(1, i);
                    insert.setString(2, "customer " + i);
                    insert.setString(3, "city " + random.nextInt(200));
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            try (PreparedStatement insert = connection.prepareStatement("insert into purchase values (?, ?, ?, ?)")) {
                for (int i = 0; i < ORDERS; i++) {
                    insert.setInt(1, i);
                    insert.setInt(2, random.nextInt(ORDERS / 10));
                    insert.setDouble(3, random.nextInt(100_000) / 100.0);
                    insert.setString(4, "note to purchase " + random.nextInt());
                    insert.addBatch();
                    if (i % 1000 == 999) {
                        insert.executeBatch();
                    }
                }
                insert.executeBatch();
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute("create index by_customer on purchase (customer)");
                for (int i = 0; i < 4; i++) {
                    try (ResultSet result = statement.executeQuery("select city, sum(amount), count(*) from purchase p"
                            + " join customer c on c.id = p.customer group by city order by 2 desc")) {
                        result.next();
                        System.out.println(result.getString(1) + " " + result.getBigDecimal(2));
                    }
                }
            }
        }
    }
}
