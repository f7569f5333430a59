package dev.filprofile.routes;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/** Prints what the installation says of itself, and what an array that is made through the JDK was counted as. */
public final class Report {

    private Report() {}

    public static void main(String[] args) throws Exception {
        Object installation = Class.forName("dev.filprofile.agent.instrument.endtoend.CountingAgent")
                .getField("installation")
                .get(null);
        LongUnaryOperator hook = (LongUnaryOperator) Class.forName("java.lang.FilProfileTestHook")
                .getField("CONTROL")
                .get(null);
        int[] source = new int[10];
        long none = hook.applyAsLong(0);
        int[] copy = Arrays.copyOf(source, 1000);
        long bytes = hook.applyAsLong(1) - none;
        call(installation, "sweep");
        call(installation, "remove");
        call(installation, "flushCache");
        System.out.println("array=" + bytes + "/" + copy.length);
        System.out.println("classes=" + call(installation, "classesTransformed"));
        System.out.println("failures=" + call(installation, "failures"));
        System.out.println("fromCache=" + call(installation, "classesFromCache"));
        System.out.println("notes=" + call(installation, "notes"));
    }

    private static Object call(Object installation, String name) throws Exception {
        Method method = installation.getClass().getMethod(name);
        return method.invoke(installation);
    }
}
