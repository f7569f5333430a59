/** Profiles and raw snapshots as files: magic, version, typed blocks. Specified in {@code docs/profile-format.md}. */
@NullMarked
package dev.filprofile.profile.format;

import org.jspecify.annotations.NullMarked;
