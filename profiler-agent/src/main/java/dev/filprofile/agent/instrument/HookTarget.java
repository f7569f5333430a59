package dev.filprofile.agent.instrument;

/**
 * The hook class that instrumented code calls, and which of two dialects it speaks.
 *
 * <table>
 * <caption>What is called</caption>
 * <tr><th>where</th><th>fast engine</th><th>portable engine</th></tr>
 * <tr><td>start of {@code Object.<init>}</td><td>{@code tick()}</td><td>{@code tick(Object)}</td></tr>
 * <tr><td>array of a small constant length</td><td>{@code fixed(byte[])} …</td><td>{@code sized(byte[])} …</td></tr>
 * <tr><td>array of any other length</td><td>{@code sized(byte[])} …</td><td>{@code sized(byte[])} …</td></tr>
 * <tr><td>nest of arrays, clone, reflective array</td><td>{@code other(Object)}</td><td>{@code other(Object)}</td></tr>
 * <tr><td>instead of {@code Array.newInstance} in what callers count</td><td colspan="2">{@code Object uncounted(Class, int)}</td></tr>
 * <tr><td>backtrace of a throwable</td><td colspan="2">{@code backtrace(Object)}</td></tr>
 * <tr><td>before a hidden class is defined</td><td colspan="2">{@code byte[] hiddenClass(byte[], int)}</td></tr>
 * <tr><td>before a {@code StringBuilder.toString()}</td><td colspan="2">{@code barrier()}</td></tr>
 * <tr><td>{@code ThreadLocalRandom.nextSecondarySeed()}</td><td>{@code int nextSecondarySeed()}</td><td>untouched</td></tr>
 * </table>
 *
 * {@code fixed} and {@code sized} exist for each primitive array type and for {@code Object[]}. All are public static, and all
 * but three return nothing. An array that is handed to {@code fixed} must not escape from there: only then can the compiler
 * still remove it.
 *
 * @param owner internal name of the hook class, such as {@code java/lang/FilProfileHook}
 * @param passesObjects whether the hook takes every object as an argument (portable engine)
 * @param ownsSecondarySeed whether the hook counts in {@code Thread.threadLocalRandomSecondarySeed}, so that the one JDK method
 *     that uses this field has to get its number elsewhere
 */
public record HookTarget(String owner, boolean passesObjects, boolean ownsSecondarySeed) {

    static final String TICK = "tick";
    static final String FIXED = "fixed";
    static final String SIZED = "sized";
    static final String OTHER = "other";
    static final String UNCOUNTED = "uncounted";
    static final String UNCOUNTED_DESCRIPTOR = "(Ljava/lang/Class;I)Ljava/lang/Object;";
    static final String BACKTRACE = "backtrace";
    static final String HIDDEN_CLASS = "hiddenClass";
    static final String BARRIER = "barrier";
    static final String NEXT_SECONDARY_SEED = "nextSecondarySeed";

    /** The fast engine's hook: objects are not passed, the countdown lives in a field of {@code Thread}. */
    public static HookTarget fast(String owner) {
        return new HookTarget(owner, false, true);
    }

    /** The portable engine's hook: each object is passed, nothing of the JDK's is borrowed. */
    public static HookTarget portable(String owner) {
        return new HookTarget(owner, true, false);
    }
}
