package dev.filprofile.cli.launch;

import dev.filprofile.cli.CliFailure;
import dev.filprofile.cli.ExitCodes;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words after {@code fil-profile run}, told apart: ours, the JVM's, the program's.
 *
 * <pre>
 * [our options] [JVM options] app.jar args…        as java -jar app.jar
 * [our options] [JVM options] -jar app.jar args…
 * [our options] [JVM options] -cp PATH Main args…
 * [our options] [JVM options] -m module/Main args…
 * [our options] [JVM options] Main.java args…
 * [our options] java …                             a java command line, with nothing of ours in it
 * </pre>
 *
 * Before the program's name our options and the JVM's may stand in any order. After {@code java} (or a path to one, or
 * {@code --}) every option is the JVM's, which is the way to pass it an option that we do not know or that has the name
 * of one of ours. Everything after the program's name is the program's and is not looked at.
 *
 * @param own our options with their values
 * @param java the rest, or null where no program is named
 */
public record RunArguments(List<String> own, @Nullable JavaCommandLine java) {

    public RunArguments {
        own = List.copyOf(own);
    }

    /**
     * @param words all words after {@code run}
     * @param ownOptions our options' names
     * @param workingDirectory what argument files are relative to
     * @throws CliFailure an unknown option, an option without its value, an argument file that cannot be read
     */
    public static RunArguments split(List<String> words, OwnOptions ownOptions, Path workingDirectory)
            throws CliFailure {
        return new Splitter(words, ownOptions, workingDirectory).split();
    }

    private static final class Splitter {

        /** A word and the number of the argument file it came from, counted from 1; 0 for a word that was typed. */
        private record Word(String text, int file) {
            boolean isTyped() {
                return file == 0;
            }
        }

        private final OwnOptions ownOptions;
        private final Path workingDirectory;
        private final Deque<Word> rest = new ArrayDeque<>();
        private final List<String> own = new ArrayList<>();
        private final List<String> typed = new ArrayList<>();
        private final List<Word> options = new ArrayList<>();
        private final List<String> files = new ArrayList<>();
        private @Nullable String launcher;
        private boolean ownAllowed = true;
        private boolean filesAllowed = true;
        private boolean jar;

        Splitter(List<String> words, OwnOptions ownOptions, Path workingDirectory) {
            this.ownOptions = ownOptions;
            this.workingDirectory = workingDirectory;
            words.forEach(word -> rest.add(new Word(word, 0)));
        }

        RunArguments split() throws CliFailure {
            while (!rest.isEmpty()) {
                Word word = rest.remove();
                if (word.isTyped() && ownAllowed && ownOptions.has(word.text)) {
                    takeOwn(word);
                    continue;
                }
                if (filesAllowed && word.isTyped() && word.text.startsWith("@") && word.text.length() > 1) {
                    typed.add(word.text);
                    pushArgumentFile(word.text);
                    continue;
                }
                if (word.isTyped() && !(word.text.equals("--") && ownAllowed)) {
                    typed.add(word.text);
                }
                if (word.text.startsWith("-")) {
                    if (takeOption(word)) {
                        return finish(new Program.Module(module(word)), !word.isTyped());
                    }
                } else if (isLauncher(word)) {
                    launcher = word.text;
                    ownAllowed = false;
                } else {
                    return finish(program(word.text), !word.isTyped());
                }
            }
            return new RunArguments(own, null);
        }

        private boolean isLauncher(Word word) {
            return launcher == null && options.isEmpty() && !jar && JavaOptions.isJavaExecutable(word.text);
        }

        private void takeOwn(Word word) {
            own.add(word.text);
            if (ownOptions.takesNextWord(word.text) && !rest.isEmpty()) {
                own.add(rest.remove().text);
            }
        }

        /** Whether the option names a module to run, and hence ends the options. */
        private boolean takeOption(Word word) throws CliFailure {
            if (word.text.equals("--") && ownAllowed) {
                ownAllowed = false;
            } else if (word.text.equals("-jar")) {
                jar = true;
            } else if (JavaOptions.isModule(word.text) || word.text.startsWith("--module=")) {
                return true;
            } else {
                refuseUnknown(word);
                refuseWithoutProgram(word);
                filesAllowed &= !word.text.equals("--disable-@files");
                options.add(word);
                if (JavaOptions.takesNextWord(word.text)) {
                    options.add(value(word));
                }
            }
            return false;
        }

        private void refuseUnknown(Word word) throws CliFailure {
            if (ownAllowed && word.text.startsWith("--") && !JavaOptions.isKnownLongOption(word.text)) {
                throw new CliFailure(
                        ExitCodes.RUN_FAILED,
                        "unknown option " + word.text + "; ours are " + ownOptions.longNames()
                                + " (if it is the JVM's, write java in front of the JVM's options)");
            }
        }

        private static void refuseWithoutProgram(Word word) throws CliFailure {
            if (JavaOptions.runsNoProgram(word.text)) {
                throw new CliFailure(
                        ExitCodes.RUN_FAILED,
                        "with " + word.text + " the JVM runs no program, so there is nothing to profile; leave it out");
            }
        }

        private String module(Word option) throws CliFailure {
            return option.text.startsWith("--module=")
                    ? option.text.substring("--module=".length())
                    : value(option).text;
        }

        private Word value(Word option) throws CliFailure {
            if (filesAllowed
                    && option.isTyped()
                    && !rest.isEmpty()
                    && rest.element().isTyped()
                    && rest.element().text.startsWith("@")) {
                String file = rest.remove().text;
                typed.add(file);
                pushArgumentFile(file);
            }
            if (rest.isEmpty()) {
                throw new CliFailure(ExitCodes.RUN_FAILED, "option " + option.text + " needs a value");
            }
            Word value = rest.remove();
            if (value.isTyped()) {
                typed.add(value.text);
            }
            return value;
        }

        private Program program(String name) {
            if (jar || name.endsWith(".jar")) {
                return new Program.Jar(name);
            }
            return name.endsWith(".java") || hasSourceOption()
                    ? new Program.SourceFile(name)
                    : new Program.MainClass(name);
        }

        private boolean hasSourceOption() {
            return options.stream().anyMatch(option -> option.text.equals("--source"));
        }

        private RunArguments finish(Program program, boolean inArgumentFile) {
            List<String> arguments = rest.stream().map(Word::text).toList();
            rest.stream().filter(Word::isTyped).forEach(word -> typed.add(word.text));
            List<String> expanded = options.stream().map(Word::text).toList();
            boolean keepFiles = !inArgumentFile && !jar && filesHoldWholeOptions();
            return new RunArguments(
                    own,
                    new JavaCommandLine(
                            typed, launcher, keepFiles ? withFilesAsTyped() : expanded, expanded, program, arguments));
        }

        /** Whether no option stands in one place with its value in another. */
        private boolean filesHoldWholeOptions() {
            for (int i = 0; i + 1 < options.size(); i++) {
                if (JavaOptions.takesNextWord(options.get(i).text) && options.get(i).file != options.get(++i).file) {
                    return false;
                }
            }
            return true;
        }

        private List<String> withFilesAsTyped() {
            List<String> words = new ArrayList<>();
            int last = 0;
            for (Word option : options) {
                if (option.isTyped()) {
                    words.add(option.text);
                } else if (option.file != last) {
                    words.add(files.get(option.file - 1));
                }
                last = option.file;
            }
            return words;
        }

        /** {@code @@x} stands for the word {@code @x}. */
        private void pushArgumentFile(String word) throws CliFailure {
            files.add(word);
            if (word.startsWith("@@")) {
                rest.addFirst(new Word(word.substring(1), files.size()));
                return;
            }
            List<String> words = ArgumentFile.parse(read(word.substring(1)));
            for (int i = words.size() - 1; i >= 0; i--) {
                rest.addFirst(new Word(words.get(i), files.size()));
            }
        }

        private String read(String name) throws CliFailure {
            try {
                return new String(Files.readAllBytes(workingDirectory.resolve(name)), Charset.defaultCharset());
            } catch (IOException | InvalidPathException unreadable) {
                throw new CliFailure(ExitCodes.NOT_FOUND, "cannot read the argument file " + name);
            }
        }
    }
}
