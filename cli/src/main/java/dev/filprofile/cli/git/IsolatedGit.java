package dev.filprofile.cli.git;

import java.io.File;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * Keeps JGit from leaving traces. It would measure the resolution of file time stamps by creating files in the
 * repository, and would note the result in a configuration file in the user's home; being told a resolution, it does
 * neither. The user's Git configuration stays in force.
 */
final class IsolatedGit {

    /** Coarser than any file system in use; entries younger than this are compared by content. */
    private static final long TIME_STAMP_RESOLUTION_SECONDS = 2;

    private IsolatedGit() {}

    static synchronized void install() {
        if (!(SystemReader.getInstance() instanceof Reader)) {
            SystemReader.setInstance(new Reader(SystemReader.getInstance()));
        }
    }

    private static final class Reader extends SystemReader.Delegate {

        Reader(SystemReader original) {
            super(original);
        }

        @Override
        public FileBasedConfig openJGitConfig(Config parent, FS fileSystem) {
            return new Unwritten(parent, fileSystem);
        }

        /** JGit looks the resolution up in the user's configuration, whose parent is its own one. */
        @Override
        public FileBasedConfig openUserConfig(Config parent, FS fileSystem) {
            return new WithResolution(
                    parent, super.openUserConfig(parent, fileSystem).getFile(), fileSystem);
        }
    }

    /** A configuration that also answers how coarse time stamps are. */
    private static class WithResolution extends FileBasedConfig {

        WithResolution(Config parent, File file, FS fileSystem) {
            super(parent, file, fileSystem);
        }

        @Override
        public long getTimeUnit(String section, String subsection, String name, long otherwise, TimeUnit wanted) {
            return section.equals("filesystem")
                    ? wanted.convert(TIME_STAMP_RESOLUTION_SECONDS, TimeUnit.SECONDS)
                    : super.getTimeUnit(section, subsection, name, otherwise, wanted);
        }

        @Override
        public void save() {
            // never: the user's files are not ours to change
        }
    }

    /** A configuration without a file. */
    private static final class Unwritten extends WithResolution {

        Unwritten(Config parent, FS fileSystem) {
            super(parent, new File("fil-profile-has-no-such-file"), fileSystem);
        }

        @Override
        public void load() {
            // nothing to load
        }

        @Override
        public boolean isOutdated() {
            return false;
        }
    }
}
