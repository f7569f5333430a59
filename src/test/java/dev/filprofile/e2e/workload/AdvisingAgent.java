package dev.filprofile.e2e.workload;

import static net.bytebuddy.matcher.ElementMatchers.isMethod;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.none;

import java.lang.instrument.Instrumentation;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;

/** An agent as monitoring tools are: weaves calls into a class of the program and, by retransforming it, into one of the JDK. */
public final class AdvisingAgent {

    private static int entered;

    private AdvisingAgent() {}

    public static void premain(String arguments, Instrumentation instrumentation) {
        new AgentBuilder.Default()
                .ignore(none())
                .disableClassFormatChanges()
                .with(AgentBuilder.RedefinitionStrategy.RETRANSFORMATION)
                .type(namedOneOf(RetainedArrays.class.getName(), "java.lang.ThreadGroup"))
                .transform((builder, type, loader, module, domain) ->
                        builder.visit(Advice.to(type.getName().startsWith("java") ? Inert.class : Counting.class)
                                .on(isMethod().and(named("retain").or(named("getName"))))))
                .installOn(instrumentation);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println(entered + " calls advised")));
    }

    /** Called by the program's rewritten class. */
    public static void entered() {
        entered++;
    }

    /** Woven into the program. */
    static final class Counting {

        private Counting() {}

        @Advice.OnMethodEnter
        static void enter() {
            entered();
        }
    }

    /** Woven into the JDK. */
    static final class Inert {

        private Inert() {}

        @Advice.OnMethodEnter
        static long enter() {
            return new long[] {System.nanoTime()}[0];
        }
    }
}
