package dev.filprofile.agent.instrument.endtoend;

import dev.filprofile.agent.instrument.HookTarget;
import dev.filprofile.agent.instrument.Installation;
import dev.filprofile.agent.instrument.Parking;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Installs the hooks with {@link CountingHook} behind them. Argument: {@code fast} or {@code portable}, a comma, and the cache
 * directory or nothing.
 */
public final class CountingAgent {

    static final String OWNER = "java/lang/FilProfileTestHook";
    private static final String MODEL = "dev/filprofile/agent/instrument/endtoend/CountingHook";

    public static @Nullable Installation installation;
    public static @Nullable Class<?> hook;

    private CountingAgent() {}

    public static void premain(String argument, Instrumentation instrumentation) throws Exception {
        String[] options = argument.split(",", 2);
        instrumentation.redefineModule(
                Object.class.getModule(),
                Set.of(),
                Map.of(),
                Map.of("java.lang", Set.of(CountingAgent.class.getModule())),
                Set.of(),
                Map.of());
        MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup());
        Class<?> defined = lookup.defineClass(hookInJavaLang());
        // an anonymous class, not a lambda: that would be a hidden class more to load while everything is instrumented
        ToLongFunction<Object> size = new ToLongFunction<>() {
            @Override
            public long applyAsLong(Object object) {
                return instrumentation.getObjectSize(object);
            }
        };
        defined.getField("size").set(null, size);
        HookTarget target = options[0].equals("fast") ? HookTarget.fast(OWNER) : HookTarget.portable(OWNER);
        Path cache = options[1].isEmpty() ? null : Path.of(options[1]);
        Installation made =
                new Installation(instrumentation, target, new NoParking(), Class::getClassLoader, cache, "test", "");
        made.install();
        installation = made;
        hook = defined;
    }

    /** The hook under its name in {@code java.lang}: its own name is one constant of the class file, others mention it. */
    private static byte[] hookInJavaLang() throws IOException {
        try (InputStream file = CountingHook.class.getResourceAsStream("CountingHook.class")) {
            if (file == null) {
                throw new IOException("no CountingHook.class");
            }
            return renamed(file.readAllBytes());
        }
    }

    private static byte[] renamed(byte[] classFile) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(in.readLong());
        int constants = in.readUnsignedShort();
        out.writeShort(constants);
        for (int i = 1; i < constants; i++) {
            int tag = in.readUnsignedByte();
            out.writeByte(tag);
            if (tag == 1) {
                byte[] text = in.readNBytes(in.readUnsignedShort());
                String name = new String(text, StandardCharsets.ISO_8859_1).replace(MODEL, OWNER);
                out.writeUTF(name);
            } else {
                int length = tag == 5 || tag == 6 ? 8 : tag == 15 ? 3 : tag == 7 || tag == 8 || tag == 16 ? 2 : 4;
                i += length == 8 ? 1 : 0;
                out.write(in.readNBytes(length));
            }
        }
        out.write(in.readAllBytes());
        return bytes.toByteArray();
    }

    private static final class NoParking implements Parking {

        @Override
        public int park() {
            return 0;
        }

        @Override
        public void unpark(int previous) {}
    }
}
