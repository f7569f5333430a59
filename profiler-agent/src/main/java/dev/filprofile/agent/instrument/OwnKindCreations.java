package dev.filprofile.agent.instrument;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where constructors create objects of their own class through another of its constructors. On a stack that looks like {@code
 * this(…)}: only the class file tells {@code Tree(boolean full) { left = new Tree(); }} from {@code Tree(boolean full) { this();
 * }}. Few classes have such a constructor; of the others nothing is kept. Classes of the JDK are not looked at, since most of them
 * come out of a cache.
 *
 * <p>A call is known by its place in the code as we leave it. If another agent moves it, its line still tells, unless {@code
 * this(…)} stands there as well.
 *
 * <p>Called from any thread, also while classes load: blocks nobody for longer than a look into a table, loads nothing. Holds no
 * class or loader.
 */
final class OwnKindCreations {

    private static final int MAX_CLASSES = 10_000;
    private static final int CLASS_BYTES = 250;

    private static final int LINE_UNKNOWN = -1;

    /** Calls of a class's constructors in its constructors. */
    private record Calls(int[] indexes, int[] lines, boolean[] creating) {

        boolean createsAt(int codeIndex, int line) {
            boolean byLine = false;
            boolean delegatesInLine = false;
            for (int i = 0; i < indexes.length; i++) {
                if (lines[i] == line) {
                    if (indexes[i] == codeIndex) {
                        return creating[i];
                    }
                    byLine |= creating[i];
                    delegatesInLine |= !creating[i];
                }
            }
            return line > 0 && byLine && !delegatesInLine;
        }
    }

    private final Function<Class<?>, @Nullable ClassLoader> loaders;
    private final Object lock = new Object();
    private final Map<String, Calls> callsOfClass = new HashMap<>();

    /** @param loaders gives a class's loader, null for the boot loader */
    OwnKindCreations(Function<Class<?>, @Nullable ClassLoader> loaders) {
        this.loaders = loaders;
        // what is used later is loaded now
        callsOfClass.put(key("", null), new Calls(new int[0], new int[0], new boolean[0]));
        createsOwnKind(OwnKindCreations.class, 0, 0);
    }

    /**
     * Notes what a class does in its constructors.
     *
     * @param rewritten its class file if it is not {@code original} that will run
     */
    void read(String className, @Nullable ClassLoader loader, ClassFileLayout original, byte @Nullable [] rewritten) {
        Calls calls = callsIn(original);
        if (calls != null && rewritten != null) {
            calls = callsIn(new ClassFileLayout(rewritten));
        }
        if (calls != null) {
            String key = key(className, loader);
            synchronized (lock) {
                if (callsOfClass.size() < MAX_CLASSES) {
                    callsOfClass.put(key, calls);
                }
            }
        }
    }

    /** Whether a constructor of this class is creating another object of it at a place in its code. */
    boolean createsOwnKind(Class<?> type, int codeIndex, int line) {
        String key = key(type.getName(), loaders.apply(type));
        Calls calls;
        synchronized (lock) {
            calls = callsOfClass.get(key);
        }
        return calls != null && calls.createsAt(codeIndex, line > 0 ? line : LINE_UNKNOWN);
    }

    long heapBytes() {
        synchronized (lock) {
            return (long) callsOfClass.size() * CLASS_BYTES;
        }
    }

    /** Names a class of a loader, roughly: the loader's identity hash stands for it. */
    static String key(String className, @Nullable ClassLoader loader) {
        return className.replace('/', '.').concat(Integer.toString(System.identityHashCode(loader)));
    }

    private static @Nullable Calls callsIn(ClassFileLayout layout) {
        if (constructors(layout) < 2) {
            return null;
        }
        Collector found = new Collector(layout);
        for (int method = 0; method < layout.methodCount(); method++) {
            if (layout.methodIsNamed(method, SpecialMethods.CONSTRUCTOR)) {
                found.collect(method);
            }
        }
        return found.calls();
    }

    private static int constructors(ClassFileLayout layout) {
        int found = 0;
        for (int method = 0; method < layout.methodCount(); method++) {
            if (layout.methodIsNamed(method, SpecialMethods.CONSTRUCTOR)) {
                found++;
            }
        }
        return found;
    }

    /** Walks the code of constructors. Each {@code new} is followed by its own constructor's call, those of its arguments between. */
    private static final class Collector {

        private static final int NEW = 187;
        private static final int INVOKESPECIAL = 183;

        private final ClassFileLayout layout;
        private int[] indexes = new int[8];
        private int[] lines = new int[8];
        private boolean[] creating = new boolean[8];
        private int size;
        private boolean anyCreating;

        Collector(ClassFileLayout layout) {
            this.layout = layout;
        }

        void collect(int method) {
            int start = layout.codeStart(method);
            int end = start + layout.codeLength(method);
            int unfinished = 0;
            for (int at = start; at < end; at = ClassFileScanner.next(layout, start, at, end)) {
                int opcode = layout.bytes()[at] & 0xFF;
                if (opcode == NEW && layout.isThisClass(layout.u2(at + 1))) {
                    unfinished++;
                } else if (opcode == INVOKESPECIAL && isOwnConstructor(layout.u2(at + 1))) {
                    add(at - start, layout.line(method, at - start), unfinished > 0);
                    unfinished = Math.max(0, unfinished - 1);
                }
            }
        }

        private boolean isOwnConstructor(int methodReference) {
            return layout.isOfThisClass(methodReference)
                    && layout.utf8Equals(layout.referencedName(methodReference), SpecialMethods.CONSTRUCTOR);
        }

        private void add(int index, int line, boolean creates) {
            if (size == indexes.length) {
                indexes = Arrays.copyOf(indexes, 2 * size);
                lines = Arrays.copyOf(lines, 2 * size);
                creating = Arrays.copyOf(creating, 2 * size);
            }
            indexes[size] = index;
            lines[size] = line > 0 ? line : LINE_UNKNOWN;
            creating[size++] = creates;
            anyCreating |= creates;
        }

        @Nullable
        Calls calls() {
            return anyCreating
                    ? new Calls(Arrays.copyOf(indexes, size), Arrays.copyOf(lines, size), Arrays.copyOf(creating, size))
                    : null;
        }
    }
}
