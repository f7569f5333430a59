package dev.filprofile.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(OS.WINDOWS)
class SignalForwardingTest {

    @Test
    void eachSignalReachesTheReceiverAndDoesNotEndUs() throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        SignalForwarding.install(received::add);
        try {
            for (String name : SignalForwarding.SIGNALS) {
                SignalForwarding.send(name, ProcessHandle.current());
                assertThat(received.poll(30, TimeUnit.SECONDS)).isEqualTo(name);
            }
        } finally {
            restoreDefaults();
        }
    }

    @Test
    void onlyAnInterruptFromOurOwnTerminalIsNotSentOn() {
        assertThat(SignalForwarding.mustBeSentOn("INT", true)).isFalse();
        assertThat(SignalForwarding.mustBeSentOn("INT", false)).isTrue();
        assertThat(SignalForwarding.mustBeSentOn("TERM", true)).isTrue();
        assertThat(SignalForwarding.mustBeSentOn("HUP", true)).isTrue();
        assertThat(SignalForwarding.mustBeSentOn("USR1", true)).isTrue();
    }

    @Test
    void theExitCodeOfAKilledProgramIsThatOfAShell() throws Exception {
        Process sleeper = new ProcessBuilder("sleep", "60").start();
        SignalForwarding.send("TERM", sleeper.toHandle());

        assertThat(ProgramRun.endOf(sleeper)).isEqualTo(128 + 15);
    }

    private static void restoreDefaults() throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object byDefault = handler.getField("SIG_DFL").get(null);
        for (String name : SignalForwarding.SIGNALS) {
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), byDefault);
        }
    }
}
