package dev.filprofile.agent.live;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.util.Comparator;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import org.jspecify.annotations.Nullable;

/** What the JVM says about a collector, made up. */
final class Collector {

    private final String name;
    private long count;
    private @Nullable GcInfo last;

    Collector(String name) {
        this.name = name;
    }

    /** A collection, or a pause, ends. */
    void ends(long millis) {
        ran(millis, millis);
    }

    /** A collection began and ended. Returns what the JVM says of it. */
    GcInfo ran(long startMillis, long endMillis) {
        count++;
        last = from(startMillis, endMillis);
        return last;
    }

    GarbageCollectorMXBean bean() {
        Class<?> type = GarbageCollectorMXBean.class;
        return (GarbageCollectorMXBean) Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> switch (method.getName()) {
                    case "getName" -> name;
                    case "getCollectionCount" -> count;
                    case "getLastGcInfo" -> last;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    /** One of this JVM's own, at another time. */
    private static GcInfo from(long startMillis, long endMillis) {
        System.gc();
        CompositeData real = (CompositeData) ManagementFactory.getGarbageCollectorMXBeans().stream()
                .map(bean -> ((GarbageCollectorMXBean) bean).getLastGcInfo())
                .filter(info -> info != null)
                .max(Comparator.comparingLong(GcInfo::getEndTime))
                .orElseThrow();
        CompositeType type = real.getCompositeType();
        String[] names = type.keySet().toArray(String[]::new);
        Object[] values = real.getAll(names);
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals("startTime")) {
                values[i] = startMillis;
            } else if (names[i].equals("endTime")) {
                values[i] = endMillis;
            }
        }
        try {
            return GcInfo.from(new CompositeDataSupport(type, names, values));
        } catch (OpenDataException e) {
            throw new IllegalStateException(e);
        }
    }
}
