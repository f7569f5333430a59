package dev.filprofile.profile.format;

import java.io.IOException;

/** A file is not a profile, is damaged, or was written by an incompatible version. The message names which. */
public final class ProfileFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    public ProfileFormatException(String message) {
        super(message);
    }
}
