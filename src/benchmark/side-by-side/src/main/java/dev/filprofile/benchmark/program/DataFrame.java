package dev.filprofile.benchmark.program;

import java.util.Random;
import tech.tablesaw.aggregate.AggregateFunctions;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Tablesaw: columns are filled, filtered, sorted, grouped. */
public final class DataFrame {

    private static final int ROWS = 800_000;

    public static void main(String[] args) {
        Random random = new Random(3);
        IntColumn keys = IntColumn.create("key");
        StringColumn names = StringColumn.create("name");
        DoubleColumn values = DoubleColumn.create("value");
        for (int i = 0; i < ROWS; i++) {
            keys.append(random.nextInt(2_000));
            names.append("name " + random.nextInt(300));
            values.append(random.nextDouble());
        }
        Table table = Table.create("measured", keys, names, values);
        double sum = 0;
        for (int i = 0; i < 4; i++) {
            Table high = table.where(values.isGreaterThan(0.2 * i)).sortOn("name", "key");
            Table byName = high.summarize("value", AggregateFunctions.mean, AggregateFunctions.sum).by("name");
            sum += byName.rowCount() + high.rowCount();
        }
        System.out.println(sum);
    }
}
