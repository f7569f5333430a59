package dev.filprofile.agent.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.CheckClassAdapter;

/**
 * Instruments a target class, runs it in a loader of its own with {@link RecordingHook} as the hook, and compares the calls
 * on each line with the comment at the end of that line.
 */
abstract class ValidationTestBase {

    private static final Path SOURCES = Path.of("src/test/java");
    private static final Pattern EXPECTED = Pattern.compile("// ((?:(?:fixed|sized|other|barrier)\\(\\S*\\) ?)+)$");

    private final Class<?> target;

    ValidationTestBase(Class<?> target) {
        this.target = target;
    }

    @BeforeEach
    void forgetEvents() {
        RecordingHook.EVENTS.clear();
    }

    @Test
    void callsTheFastHookAsTheLinesSay() throws Exception {
        run(hookTarget(false));
        assertCalls(false);
    }

    @Test
    void callsThePortableHookAsTheLinesSay() throws Exception {
        run(hookTarget(true));
        assertCalls(true);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void leavesClassesThatVerify(boolean portable) throws Exception {
        for (String name : classNames()) {
            byte[] instrumented = instrument(name, hookTarget(portable));
            StringWriter complaints = new StringWriter();
            CheckClassAdapter.verify(
                    new ClassReader(instrumented), target.getClassLoader(), false, new PrintWriter(complaints));
            assertThat(complaints.toString()).as(name).isEmpty();
        }
    }

    @Test
    void leavesInstrumentedClassesAlone() throws Exception {
        ClassInstrumenter instrumenter = new ClassInstrumenter(hookTarget(false), new Casualties());
        for (String name : classNames()) {
            assertThat(instrumenter.instrument(internal(name), instrument(name, hookTarget(false))))
                    .as(name)
                    .isNull();
        }
    }

    private static HookTarget hookTarget(boolean portable) {
        String owner = internal(RecordingHook.class.getName());
        return portable ? HookTarget.portable(owner) : HookTarget.fast(owner);
    }

    private void run(HookTarget hook) throws Exception {
        InstrumentingLoader loader = new InstrumentingLoader(hook);
        Class.forName(target.getName(), true, loader).getMethod("run").invoke(null);
    }

    private void assertCalls(boolean portable) throws IOException {
        Map<Integer, List<String>> actual = new TreeMap<>();
        for (RecordingHook.Event event : RecordingHook.EVENTS) {
            actual.computeIfAbsent(event.line(), line -> new ArrayList<>()).add(event.call());
        }
        List<String> lines = Files.readAllLines(SOURCES.resolve(internal(target.getName()) + ".java"));
        int expectations = 0;
        for (int line = 1; line <= lines.size(); line++) {
            Matcher matcher = EXPECTED.matcher(lines.get(line - 1));
            String expected = matcher.find() ? matcher.group(1) : "";
            expectations += expected.isEmpty() ? 0 : 1;
            String calls = String.join(" ", actual.getOrDefault(line, List.of()));
            assertThat(calls)
                    .as(
                            "%s:%d %s",
                            target.getSimpleName(), line, lines.get(line - 1).strip())
                    .isEqualTo(portable ? expected.replace("fixed(", "sized(") : expected);
        }
        assertThat(expectations).isGreaterThan(5);
    }

    private byte[] instrument(String name, HookTarget hook) throws IOException {
        byte[] original = bytesOf(name);
        byte[] instrumented = new ClassInstrumenter(hook, new Casualties()).instrument(internal(name), original);
        return instrumented == null ? original : instrumented;
    }

    private List<String> classNames() {
        List<String> names = new ArrayList<>();
        names.add(target.getName());
        for (Class<?> nested : target.getDeclaredClasses()) {
            names.add(nested.getName());
        }
        return names;
    }

    private static byte[] bytesOf(String name) throws IOException {
        try (InputStream file = ValidationTestBase.class.getResourceAsStream('/' + internal(name) + ".class")) {
            return file.readAllBytes();
        }
    }

    private static String internal(String name) {
        return name.replace('.', '/');
    }

    /** Defines the target and its nested classes anew, instrumented. */
    private final class InstrumentingLoader extends ClassLoader {

        private final HookTarget hook;

        InstrumentingLoader(HookTarget hook) {
            super(target.getClassLoader());
            this.hook = hook;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(target.getName()) && !name.startsWith(target.getName() + '$')) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            try {
                byte[] bytes = instrument(name, hook);
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
