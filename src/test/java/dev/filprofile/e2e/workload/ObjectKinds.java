package dev.filprofile.e2e.workload;

import java.lang.reflect.Array;
import java.util.List;
import java.util.stream.IntStream;

/** One line for each way in which Java makes objects. */
public final class ObjectKinds {

    static Object[] kept = new Object[8];

    private ObjectKinds() {}

    public static void main(String[] args) throws ReflectiveOperationException {
        Node list = new Node(0, "the end");
        for (int i = 1; i <= 100_000; i++) {
            list = new Node(i, list); // plain objects
        }
        kept[0] = list;

        kept[1] = new long[100][1000];

        int[] source = IntStream.range(0, 300_000).toArray();
        kept[2] = source.clone();

        kept[3] = Array.newInstance(short.class, 500_000);

        List<Integer> boxed = IntStream.range(1_000, 101_000).boxed().toList();
        kept[4] = boxed;

        Node[] reflected = new Node[10_000];
        for (int i = 0; i < reflected.length; i++) {
            reflected[i] =
                    Node.class.getDeclaredConstructor(long.class, Object.class).newInstance(i, "none");
        }
        kept[5] = reflected;

        kept[6] = new StringBuilder(700_000);

        Churn.megabytes(32);
        System.out.println(source.length + boxed.size() + kept.length);
    }

    static final class Node {
        final long number;
        final Object next;

        Node(long number, Object next) {
            this.number = number;
            this.next = next;
        }
    }
}
