package dev.filprofile.cli.command;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What went wrong with a file, in words. The JDK's exceptions often hold a path and nothing else. */
final class IoFailure {

    private IoFailure() {}

    static String words(IOException failure) {
        if (failure instanceof FileSystemException onFile && onFile.getReason() == null && onFile.getFile() != null) {
            return onFile.getFile() + reason(onFile);
        }
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }

    private static String reason(FileSystemException failure) {
        if (failure instanceof AccessDeniedException) {
            return ": permission denied";
        }
        if (failure instanceof NoSuchFileException) {
            return ": no such file";
        }
        if (failure instanceof NotDirectoryException) {
            return " is not a directory";
        }
        return failure instanceof FileAlreadyExistsException
                        && !failure.getFile().contains(" ")
                ? " exists already"
                : "";
    }
}
