package dev.filprofile.routes;

import static java.lang.invoke.MethodType.methodType;

import dev.filprofile.routes.Route.Code;
import dev.filprofile.routes.Route.Jdk;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Externalizable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInput;
import java.io.ObjectInputStream;
import java.io.ObjectOutput;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.StringReader;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Scanner;
import java.util.Set;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Every way to allocate that we know, with what is to be seen of it.
 *
 * <p>All bytes of a route belong to its line: the one with its name in quotes or, if its code stands on others, those that end in
 * {@code // its name}. If that line calls a method of this class, its bytes belong to a line there that ends in {@code // shared},
 * too. A route is {@code direct} if such a line itself allocates, {@code through} if it calls JDK code that does. {@code sees}
 * states an exception, with what was measured and why.
 */
public final class AllocationRoutes {

    private static final String NATIVE = "array and elements are made in a native method";
    private static final String UNTOUCHED_WALKER = "arrays of the classes that walk stacks: the hook walks with them";

    private static final int[] INTS = new int[50];
    private static final int[][] NEST = new int[10][10];
    private static final char[] WIDE = "ağaç\u4e2d\u6587".repeat(10).toCharArray();
    private static final char[] NARROW = "latin letters".repeat(10).toCharArray();
    private static final String TEXT = new String(NARROW);
    private static final String WIDE_TEXT = new String(WIDE);
    private static final byte[] BYTES = TEXT.getBytes(StandardCharsets.UTF_8);
    private static final byte[] WIDE_BYTES = WIDE_TEXT.getBytes(StandardCharsets.UTF_8);
    private static final Object[] OBJECTS = new Object[30];
    private static final String[] STRINGS = TEXT.split("a");
    private static final BigInteger BIG = BigInteger.ONE.shiftLeft(2000).subtract(BigInteger.TEN);
    private static final List<Integer> LIST = new ArrayList<>(List.of(1, 2, 3, 4, 5, 6, 7, 8));
    private static final Map<Integer, Integer> MAP = new HashMap<>(Map.of(1, 2, 3, 4));
    private static final Pattern COMMA = Pattern.compile("[,l]");
    private static final double RATIO = 0.75;
    private static int length = 100;

    private final List<Route> routes = new ArrayList<>();

    private AllocationRoutes() {}

    public static List<Route> table() throws Exception {
        AllocationRoutes table = new AllocationRoutes();
        table.arrays();
        table.arraysOfSmallConstantLength();
        table.objects();
        table.clones();
        table.copies();
        table.invokedynamic();
        table.reflection();
        table.methodHandles();
        table.serialisation();
        table.strings();
        table.collections();
        table.library();
        table.throwables();
        table.virtualMachine();
        return table.routes;
    }

    private Route direct(String name, Route.Body body) {
        return add(new Route(name, true, body));
    }

    private Route through(String name, Route.Body body) {
        return add(new Route(name, false, body));
    }

    private Route add(Route route) {
        routes.add(route);
        return route;
    }

    private void arrays() {
        direct("new boolean[n]", () -> new boolean[length]);
        direct("new byte[n]", () -> new byte[length]);
        direct("new char[n]", () -> new char[length]);
        direct("new short[n]", () -> new short[length]);
        direct("new int[n]", () -> new int[length]);
        direct("new float[n]", () -> new float[length]);
        direct("new long[n]", () -> new long[length]);
        direct("new double[n]", () -> new double[length]);
        direct("new String[n]", () -> new String[length]);
        direct("new double[1000]", () -> new double[1000]);
        direct("new int[2][]", () -> new int[2][]);
        direct("new int[3][4]", () -> new int[3][4]);
        direct("new int[n][4][]", () -> new int[length][4][]);
        direct("new String[3][2][1]", () -> new String[3][2][1]);
        direct("new long[0][5]", () -> new long[0][5]);
    }

    private void arraysOfSmallConstantLength() {
        direct("new boolean[9]", () -> new boolean[9]);
        direct("new byte[10]", () -> new byte[10]);
        direct("new char[11]", () -> new char[11]);
        direct("new short[12]", () -> new short[12]);
        direct("new int[13]", () -> new int[13]);
        direct("new float[14]", () -> new float[14]);
        direct("new long[0]", () -> new long[0]);
        direct("new double[64]", () -> new double[64]);
        direct("new String[5]", () -> new String[5]);
        direct("{1, 2, 3}", () -> new int[] {1, 2, 3});
    }

    private void objects() {
        direct("new Object", () -> new Object());
        direct("new Point", () -> new Point());
        direct("new in a chain of constructors", () -> new Subclass(length));
        direct("new inner class", () -> new Outer().new Inner());
        direct("new anonymous class", () -> new Object() {
            final int captured = length;
        });
        direct("new local record", () -> new Pair(INTS, length));
        direct("field initialisers", () -> new Row());
        direct("tree of itself", () -> new Tree(3));
        direct("new that throws", () -> failing());
        through("boxing Integer", () -> boxed(length + 1_000_000));
        through("boxing Long", () -> (Object) (length + 1_000_000L));
        through("boxing Double", () -> (Object) (length + 0.5));
        through("boxing Character", () -> (Object) (char) (length + 1000));
        direct("varargs", () -> varargs(INTS, TEXT, LIST));
        direct("varargs of boxes", () -> varargs(1, 2, 3));
        through("enum values", () -> Thread.State.values());
        through("enum valueOf", () -> Thread.State.valueOf("NEW"));
        direct("enum switch", () -> switched(Thread.State.BLOCKED));
        direct("string switch", () -> switched(TEXT));
    }

    private void clones() {
        direct("int[].clone", () -> INTS.clone());
        direct("String[].clone", () -> STRINGS.clone());
        direct("int[][].clone", () -> NEST.clone());
        through("super.clone", () -> new Point().clone());
        through("ArrayList.clone", () -> ((ArrayList<?>) LIST).clone());
        through("HashMap.clone", () -> ((HashMap<?, ?>) MAP).clone());
    }

    private void copies() {
        through("copyOf(int[])", () -> Arrays.copyOf(INTS, length));
        through("copyOf(int[]) whole", () -> Arrays.copyOf(INTS, INTS.length));
        through("copyOf(byte[])", () -> Arrays.copyOf(BYTES, length));
        through("copyOfRange(byte[])", () -> Arrays.copyOfRange(BYTES, 3, 60));
        through("copyOfRange(byte[]) whole", () -> Arrays.copyOfRange(BYTES, 0, BYTES.length));
        through("copyOfRange(int[])", () -> Arrays.copyOfRange(INTS, 3, 60));
        through("copyOfRange(int[]) whole", () -> Arrays.copyOfRange(INTS, 0, INTS.length));
        through("copyOfRange(double[])", () -> Arrays.copyOfRange(new double[20], 3, 30));
        through("copyOf(Object[])", () -> Arrays.copyOf(OBJECTS, length));
        through("copyOf(String[])", () -> Arrays.copyOf(STRINGS, length));
        through("copyOfRange(String[])", () -> Arrays.copyOfRange(STRINGS, 1, 20));
        direct("copyOf to String[]", () -> Arrays.copyOf(OBJECTS, length, String[].class));
        direct("copyOf to Object[]", () -> Arrays.copyOf(STRINGS, length, Object[].class));
        direct("copyOfRange to Object[]", () -> Arrays.copyOfRange(STRINGS, 1, length, Object[].class));
        through("toArray()", () -> LIST.toArray());
        through("toArray(T[])", () -> LIST.toArray(new Integer[0]));
        through("toArray(T[]::new)", () -> LIST.toArray(Integer[]::new));
        through("toArray of a set", () -> MAP.keySet().toArray(new Integer[0]));
        through("toArray of a stream", () -> LIST.stream().toArray(Integer[]::new));
    }

    private void invokedynamic() throws Exception {
        Supplier<?> hidden = hidden();
        direct("lambda, not capturing", () -> (Runnable) () -> length++);
        direct("lambda, capturing", () -> {
            int captured = length;
            return (Runnable) () -> length = captured; // lambda, capturing
        });
        direct("method reference, bound", () -> (Supplier<?>) TEXT::length);
        direct("method reference to new", () -> made(Point::new));
        direct("method reference to new T[]", () -> array(String[]::new));
        through("method reference to copyOf", () -> copied(Arrays::copyOf));
        through("method reference to newInstance", () -> newArray(Array::newInstance));
        direct("array in a hidden class", () -> hidden.get());
        through("concat", () -> TEXT + length + WIDE_TEXT);
        through("concat of two", () -> TEXT + STRINGS[0]);
        through("concat of doubles", () -> 0.5 + length + "x" + 1.25f);
        through("record toString", () -> new Pair("left", length).toString());
        through("record hashCode", () -> new Pair(LIST, length).hashCode());
        through("record equals", () -> new Pair(LIST, length).equals(new Pair(LIST, 3)));
    }

    @SuppressWarnings("deprecation")
    private void reflection() throws Exception {
        Constructor<ArrayList> constructor = ArrayList.class.getConstructor(int.class);
        Method copyOf = Arrays.class.getMethod("copyOf", byte[].class, int.class);
        Method hashCode = String.class.getMethod("hashCode");
        Method newInstance = Array.class.getMethod("newInstance", Class.class, int.class);
        Field ratio = AllocationRoutes.class.getDeclaredField("RATIO");
        sun.misc.Unsafe unsafe = unsafe();
        through("Array.newInstance", () -> Array.newInstance(String.class, length));
        through("Array.newInstance(int)", () -> Array.newInstance(int.class, length));
        through("Array.newInstance(dims)", () -> Array.newInstance(int.class, 5, 6, 7));
        through("Class.newInstance", () -> Point.class.newInstance());
        through("Constructor.newInstance", () -> constructor.newInstance(length));
        through("Method.invoke", () -> copyOf.invoke(null, BYTES, length));
        through("Method.invoke, primitive result", () -> hashCode.invoke(TEXT));
        through("Method.invoke of newInstance", () -> newInstance.invoke(null, String.class, length));
        through("Unsafe.allocateInstance", () -> unsafe.allocateInstance(Point.class));
        through("Field.get", () -> ratio.get(null));
        through("getParameterTypes", () -> copyOf.getParameterTypes());
        through("getAnnotations", () -> Runnable.class.getAnnotations());
        through("getMethods", () -> Point.class.getMethods());
        through("getDeclaredFields", () -> Point.class.getDeclaredFields());
        through("getInterfaces", () -> Point.class.getInterfaces());
        through("proxy, made", () -> Proxy.newProxyInstance(loader(), new Class<?>[] {Runnable.class}, HANDLER));
        through("proxy, called", () -> PROXY.apply(length));
    }

    private void methodHandles() throws Exception {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        MethodHandle constructor = lookup.findConstructor(ArrayList.class, methodType(void.class, int.class));
        MethodHandle ints = MethodHandles.arrayConstructor(int[].class);
        MethodHandle strings = MethodHandles.arrayConstructor(String[].class);
        MethodHandle point = lookup.findConstructor(Point.class, methodType(void.class));
        MethodHandle clone = MethodHandles.privateLookupIn(Point.class, lookup)
                .findSpecial(Object.class, "clone", methodType(Object.class), Point.class);
        MethodHandle typedCopy = lookup.findStatic(
                Arrays.class, "copyOf", methodType(Object[].class, Object[].class, int.class, Class.class));
        MethodHandle collector = MethodHandles.identity(Object[].class).asCollector(Object[].class, 4);
        MethodHandle typedCollector = MethodHandles.identity(String[].class).asCollector(String[].class, 4);
        MethodHandle boxing = MethodHandles.identity(int.class).asType(methodType(Object.class, int.class));
        through("handle of a constructor", () -> (ArrayList<?>) constructor.invokeExact(length));
        through("handle of a program's constructor", () -> (Point) point.invokeExact());
        through("handle of new int[]", () -> (int[]) ints.invokeExact(length));
        through("handle of new String[]", () -> (String[]) strings.invokeExact(length));
        through("handle of clone", () -> (Object) clone.invokeExact(POINT))
                .sees(Jdk.ALL, 0, 0, "the handle ends in a native method: there is no call of it in any class");
        through("handle of copyOf", () -> (Object[]) typedCopy.invokeExact(OBJECTS, length, (Class<?>) Object[].class))
                .sees(Jdk.ALL, 0, 0, "counted by callers, as C2 replaces the body, and there is no call in any class");
        through("handle that collects", () -> (Object[])
                collector.invokeExact((Object) 1, (Object) 2, (Object) 3, (Object) 4)); // handle that collects
        through("handle that collects strings", () -> (String[]) typedCollector.invokeExact("a", "b", "c", "d"));
        through("handle, invoked with arguments", () -> ints.invokeWithArguments(length));
        through("handle that boxes", () -> (Object) boxing.invokeExact(length + 1_000_000));
    }

    private void serialisation() throws Exception {
        byte[] row = serialised(new Row());
        byte[] pair = serialised(new Pair("left", 3));
        byte[] external = serialised(new External());
        byte[] list = serialised(new ArrayList<>(List.of(new int[300], "text", 1L)));
        through("serialisation", () -> serialised(new Row()));
        through("deserialisation", () -> deserialised(row));
        through("deserialisation of a record", () -> deserialised(pair));
        through("deserialisation of an externalizable", () -> deserialised(external));
        through("deserialisation of a list", () -> deserialised(list));
    }

    private void strings() {
        through("new String(char[])", () -> new String(NARROW));
        through("new String(wide char[])", () -> new String(WIDE));
        through("new String(UTF-8)", () -> new String(BYTES, StandardCharsets.UTF_8));
        through("new String(wide UTF-8)", () -> new String(WIDE_BYTES, StandardCharsets.UTF_8));
        through("getBytes", () -> TEXT.getBytes(StandardCharsets.UTF_8));
        through("getBytes wide", () -> WIDE_TEXT.getBytes(StandardCharsets.UTF_8));
        through("getBytes UTF-16", () -> TEXT.getBytes(StandardCharsets.UTF_16));
        through("toCharArray", () -> TEXT.toCharArray());
        through("toCharArray wide", () -> WIDE_TEXT.toCharArray());
        through("substring", () -> TEXT.substring(length / 50));
        through("substring wide", () -> WIDE_TEXT.substring(length / 50));
        through("String.concat", () -> TEXT.concat(TEXT));
        through("repeat", () -> TEXT.repeat(3));
        through("replace", () -> TEXT.replace('l', 'm'));
        through("replace text", () -> TEXT.replace("latin", "greek!"));
        through("split", () -> TEXT.split("l"));
        through("split by pattern", () -> COMMA.split(TEXT));
        through("replaceAll", () -> TEXT.replaceAll("[ae]", "xyz"));
        through("matches", () -> COMMA.matcher(TEXT).results().toList());
        through("scanner", () -> new Scanner(TEXT).useDelimiter("l").next());
        through("encode", () -> StandardCharsets.UTF_8.encode(WIDE_TEXT));
        through("decode", () -> StandardCharsets.UTF_8.decode(ByteBuffer.wrap(WIDE_BYTES)));
        through("join", () -> String.join(", ", STRINGS));
        through("format", () -> String.format("%d %s %.2f", length, TEXT, 1.5));
        through("toUpperCase", () -> TEXT.toUpperCase());
        through("strip", () -> (" " + TEXT).strip());
        through("lines", () -> "a\nb\nc".lines().toList());
        through("chars", () -> TEXT.chars().boxed().toList());
        through("valueOf(double)", () -> String.valueOf(length * 1.37));
        through("Integer.toString", () -> Integer.toString(length + 1_000_000));
        through("StringBuilder", () -> built());
        through(
                "StringBuilder chain",
                () -> new StringBuilder("x").append(length).append(TEXT).toString()); // StringBuilder chain
        through(
                "StringBuilder wide",
                () -> new StringBuilder(TEXT).append(WIDE_TEXT).reverse().toString()); // StringBuilder wide
        through(
                "StringBuffer",
                () -> new StringBuffer().append(TEXT).append('x').toString()); // StringBuffer
        through("intern", () -> new String(NARROW).intern());
    }

    private void collections() {
        through("ArrayList growth", () -> filled(new ArrayList<>()));
        through("ArrayDeque growth", () -> filled(new ArrayDeque<>()));
        through("LinkedList", () -> filled(new LinkedList<>()));
        through("HashSet growth", () -> filled(new HashSet<>()));
        through("PriorityQueue growth", () -> filled(new PriorityQueue<>()));
        through("CopyOnWriteArrayList", () -> filled(new CopyOnWriteArrayList<>()));
        through("ConcurrentHashMap growth", () -> filled(ConcurrentHashMap.newKeySet()));
        through("ConcurrentLinkedQueue", () -> filled(new ConcurrentLinkedQueue<>()));
        through("WeakHashMap", () -> new WeakHashMap<>(MAP));
        through("IdentityHashMap", () -> new IdentityHashMap<Object, Object>(MAP));
        through("TreeMap", () -> new TreeMap<>(MAP));
        through("HashMap", () -> new HashMap<>(MAP));
        through("LinkedHashMap", () -> new LinkedHashMap<>(MAP));
        through("EnumMap", () -> new EnumMap<>(Map.of(Thread.State.NEW, 1)))
                .sees(
                        Jdk.FROM_25,
                        Code.INTERPRETED,
                        0.91,
                        0.93,
                        "AbstractMap.KeyIterator comes out of the class data archive bound to Object.<init> as it was"
                                + " there; in full with -Xshare:off");
        through("EnumSet", () -> EnumSet.allOf(Thread.State.class));
        through("List.of", () -> List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));
        through("Set.of", () -> Set.of(1, 2, 3, length));
        through("Map.of", () -> Map.of(1, 2, 3, length));
        through("List.copyOf", () -> List.copyOf(LIST));
        through("iterator", () -> LIST.iterator());
        through("computeIfAbsent", () -> new HashMap<Integer, List<?>>().computeIfAbsent(1, key -> new ArrayList<>(9)));
        through("sort", () -> sorted());
    }

    private void library() {
        through("stream", () -> LIST.stream().map(i -> i + 1000).collect(Collectors.toList()));
        through("stream of ints", () -> IntStream.range(0, 200).map(i -> i * 3).toArray());
        through("stream grouped", () -> LIST.stream().collect(Collectors.groupingBy(i -> i % 3)));
        through("stream joined", () -> LIST.stream().map(String::valueOf).collect(Collectors.joining(",")));
        through("stream toList", () -> Stream.of(1, 2, 3).filter(i -> i > 1).toList());
        through("Optional", () -> Optional.of(length + 1_000).map(i -> i + 1_000));
        through("ByteBuffer.allocate", () -> ByteBuffer.allocate(length));
        through("ByteBuffer.allocateDirect", () -> ByteBuffer.allocateDirect(length));
        through("thread-local", () -> ThreadLocal.withInitial(() -> new int[9]).get());
        through(
                "CompletableFuture",
                () -> CompletableFuture.completedFuture(length).thenApply(i -> i + 1_000)); // CompletableFuture
        through(
                "date and time",
                () -> LocalDateTime.of(2020, 1, 31, 12, 0).plusDays(1).toString()); // date and time
        through("compression", () -> compressed());
        through("digest", () -> MessageDigest.getInstance("SHA-256").digest(BYTES));
        through("BigInteger.multiply", () -> BIG.multiply(BIG.add(BigInteger.ONE)));
        through("BigInteger.square", () -> BIG.multiply(BIG));
        through("BigInteger.toString", () -> BIG.toString());
        through("BigInteger.modPow", () -> BigInteger.TWO.modPow(BigInteger.valueOf(65537), BIG.setBit(0)));
        through(
                "BigDecimal",
                () -> new BigDecimal("12345.6789").multiply(BigDecimal.TEN).toString()); // BigDecimal
        through("BufferedReader", () -> new BufferedReader(new StringReader(TEXT)).readLine());
        through("ByteArrayOutputStream", () -> written());
        through("Path", () -> DIRECTORY.toPath().resolve("x"));
    }

    private void throwables() {
        through("new Exception", () -> new Exception("message"));
        through("new Exception, deep", () -> deepException(100));
        through("new Exception without a stack", () -> new Stackless());
        through("thrown by the VM", () -> thrownByVirtualMachine())
                .sees(Jdk.ALL, 0.89, 1, "the VM makes the message itself; C2 throws an exception made beforehand");
        through("getStackTrace", () -> new Exception().getStackTrace());
        through("Thread.getStackTrace", () -> Thread.currentThread().getStackTrace());
        through("StackWalker", () -> StackWalker.getInstance().walk(frames -> frames.toList()))
                .sees(Jdk.BEFORE_25, 0.92, 0.95, UNTOUCHED_WALKER)
                .sees(Jdk.FROM_25, 0.80, 1, UNTOUCHED_WALKER);
    }

    private void virtualMachine() {
        through("File.list", () -> DIRECTORY.list()).sees(Jdk.ALL, 0, 0, NATIVE);
        through("Files.list", () -> listed());
        through("Files.readAllBytes", () -> Files.readAllBytes(FILE));
        through("new Thread", () -> new Thread("name"))
                .sees(Jdk.BEFORE_25, 0.85, 0.87, "the VM makes the access control context");
        through("getDeclaredClasses", () -> Outer.class.getDeclaredClasses()).sees(Jdk.ALL, 0, 0, NATIVE);
        through("getCanonicalPath", () -> DIRECTORY.getCanonicalPath())
                .sees(Jdk.ALL, 0, 0, "the string is made in a native method");
        through("getenv", () -> System.getenv("HOME"));
    }

    private static class Point implements Cloneable {
        long x = 1;
        long y = 2;

        @Override
        public Point clone() throws CloneNotSupportedException {
            return (Point) super.clone(); // shared
        }
    }

    private static class Subclass extends Point {
        final int z;

        Subclass(int z) {
            this(z, 0);
        }

        private Subclass(int z, int more) {
            super();
            this.z = z + more;
        }
    }

    private static class Outer {
        private class Inner {
            final int n = length;
        }
    }

    private static final class Row implements Serializable {
        private static final long serialVersionUID = 1;
        int[] cells = {1, 2, 3}; // shared
        String name = "row";
    }

    private static final class External implements Externalizable {
        private static final long serialVersionUID = 1;
        int[] cells = new int[10]; // shared

        public External() {}

        @Override
        public void writeExternal(ObjectOutput out) throws IOException {
            out.writeInt(cells.length);
        }

        @Override
        public void readExternal(ObjectInput in) throws IOException {
            cells = new int[in.readInt()]; // shared
        }
    }

    private static final class Tree {
        final @Nullable Tree left;
        final @Nullable Tree right;

        Tree(int depth) {
            left = depth == 0 ? null : new Tree(depth - 1); // shared
            right = depth == 0 ? null : new Tree(depth - 1); // shared
        }
    }

    private record Pair(Object left, int right) implements Serializable {} // shared

    private static final class Failing {
        Failing() {
            if (length > 0) {
                throw STACKLESS;
            }
        }
    }

    private static final class Stackless extends RuntimeException {
        private static final long serialVersionUID = 1;

        Stackless() {
            super(null, null, false, false);
        }
    }

    private interface Made {
        int apply(Object argument);
    }

    private static final Point POINT = new Point();
    private static final Stackless STACKLESS = new Stackless();
    private static final InvocationHandler HANDLER = (proxy, method, arguments) -> arguments == null ? 0 : arguments[0];
    private static final Made PROXY = (Made) Proxy.newProxyInstance(loader(), new Class<?>[] {Made.class}, HANDLER);
    private static final File DIRECTORY = new File(System.getProperty("java.home"), "conf");
    private static final Path FILE = DIRECTORY.toPath().resolve("logging.properties");

    private static ClassLoader loader() {
        return AllocationRoutes.class.getClassLoader();
    }

    private static Object failing() {
        try {
            return new Failing(); // shared
        } catch (Stackless e) {
            return e;
        }
    }

    private static Object boxed(Integer boxed) {
        return boxed;
    }

    private static Object varargs(Object... objects) {
        return objects;
    }

    private static Object switched(Thread.State state) {
        switch (state) {
            case NEW:
                return new int[3];
            case BLOCKED:
                return new int[4]; // shared
            default:
                return new int[5];
        }
    }

    private static Object switched(String text) {
        switch (text) {
            case "a":
                return new int[3];
            default:
                return new int[5]; // shared
        }
    }

    /** What frameworks define as a hidden class. Its frames are hidden too. */
    private static final class Hidden implements Supplier<Object> {

        @Override
        public Object get() {
            return new int[100];
        }
    }

    private static Supplier<?> hidden() throws IOException, ReflectiveOperationException {
        try (InputStream file = AllocationRoutes.class.getResourceAsStream("AllocationRoutes$Hidden.class")) {
            Class<?> hidden = MethodHandles.lookup()
                    .defineHiddenClass(Objects.requireNonNull(file).readAllBytes(), true)
                    .lookupClass();
            Constructor<?> constructor = hidden.getDeclaredConstructor();
            constructor.setAccessible(true);
            return (Supplier<?>) constructor.newInstance();
        }
    }

    private static Object made(Supplier<?> supplier) {
        return supplier.get(); // shared
    }

    private static Object array(IntFunction<?> maker) {
        return maker.apply(length); // shared
    }

    private interface Copying {
        Object[] copy(Object[] array, int length, Class<? extends Object[]> type);
    }

    private static Object copied(Copying copying) {
        return copying.copy(OBJECTS, length, Object[].class); // shared
    }

    private static Object newArray(BiFunction<Class<?>, Integer, Object> maker) {
        return maker.apply(String.class, 100); // shared
    }

    private static Object filled(java.util.Collection<Integer> collection) {
        for (int i = 0; i < 60; i++) {
            collection.add(i + 1_000); // shared
        }
        return collection;
    }

    private static Object sorted() {
        List<Integer> list = new ArrayList<>(LIST); // shared
        list.sort((a, b) -> b - a); // shared
        return list;
    }

    private static Object written() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(); // shared
        for (int i = 0; i < 10; i++) {
            out.writeBytes(BYTES); // shared
        }
        return out.toByteArray(); // shared
    }

    private static String built() {
        StringBuilder builder = new StringBuilder(); // shared
        for (int i = 0; i < 20; i++) {
            builder.append(i).append(TEXT); // shared
        }
        return builder.toString(); // shared
    }

    private static Object deepException(int depth) {
        return depth == 0 ? new Exception("deep") : deepException(depth - 1); // shared
    }

    private static Object thrownByVirtualMachine() {
        try {
            return INTS[length]; // shared
        } catch (ArrayIndexOutOfBoundsException e) {
            return e;
        }
    }

    private static Object listed() throws IOException {
        try (Stream<Path> files = Files.list(FILE.getParent())) { // shared
            return files.toList(); // shared
        } // shared
    }

    private static byte[] compressed() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(); // shared
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) { // shared
            out.write(BYTES); // shared
        } // shared
        return bytes.toByteArray(); // shared
    }

    private static byte[] serialised(Object object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(); // shared
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) { // shared
            out.writeObject(object); // shared
        }
        return bytes.toByteArray(); // shared
    }

    private static Object deserialised(byte[] bytes) throws IOException, ClassNotFoundException {
        return new ObjectInputStream(new ByteArrayInputStream(bytes)).readObject(); // shared
    }

    private static sun.misc.Unsafe unsafe() throws ReflectiveOperationException {
        Field field = sun.misc.Unsafe.class.getDeclaredField("theUnsafe");
        field.setAccessible(true);
        return (sun.misc.Unsafe) field.get(null);
    }
}
