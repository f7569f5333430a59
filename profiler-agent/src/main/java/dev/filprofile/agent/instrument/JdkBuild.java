package dev.filprofile.agent.instrument;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Which JDK runs here, precisely enough to say that its classes are the same as in another run. */
final class JdkBuild {

    private JdkBuild() {}

    /**
     * Names everything that the instrumented JDK classes depend on: the JDK's class image, what is emitted, and the agent that
     * emits it. Null if the JDK has no image to tell by (one built in place by its developers).
     */
    static @Nullable String key(HookTarget target, String engineIdentity) {
        String home = System.getProperty("java.home", "");
        File image = new File(new File(home, "lib"), "modules");
        if (!image.isFile()) {
            return null;
        }
        return "jdk " + System.getProperty("java.vm.name")
                + ' ' + System.getProperty("java.vm.version")
                + ' ' + System.getProperty("os.arch")
                + ' ' + home
                + ' ' + stamp(image)
                + " engine " + engineIdentity
                + " emission " + ClassInstrumenter.EMISSION_VERSION
                + " hook " + target.owner()
                + ' ' + target.passesObjects()
                + ' ' + target.ownsSecondarySeed();
    }

    /** A file name for the key: the file itself holds all of it. */
    static String fileName(String key) {
        CRC32 crc = new CRC32();
        for (int i = 0; i < key.length(); i++) {
            crc.update(key.charAt(i));
        }
        return "jdk-classes-" + Long.toHexString(crc.getValue()) + ".bin";
    }

    /**
     * Whether another agent, or a patch, may have changed the JDK's classes before we see them. Reads the JVM's own arguments,
     * which include those from the environment.
     *
     * @param ownOption one that is ours
     */
    static boolean mayBeAltered(String ownOption) {
        int agents = 0;
        for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (argument.startsWith("-javaagent:")) {
                agents++;
            } else if (argument.startsWith("-agentpath:")
                    || (argument.startsWith("-agentlib:") && !argument.startsWith("-agentlib:jdwp"))
                    || argument.startsWith("--patch-module")
                    || argument.startsWith("-Xbootclasspath") && !argument.equals(ownOption)) {
                return true;
            }
        }
        return agents > 1;
    }

    private static String stamp(File file) {
        return Long.toString(file.length()) + '@' + file.lastModified();
    }
}
