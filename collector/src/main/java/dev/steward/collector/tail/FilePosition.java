package dev.steward.collector.tail;

import dev.steward.collector.queue.InputPosition;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How far a file has been read, as the queue keeps it.
 *
 * @param identity which file
 * @param offset where the first line starts that has not been read
 * @param fingerprint what the file started with
 * @param modifiedMillis when the file had been changed last when it was read, milliseconds since
 *     the Unix epoch
 * @param path the name under which its lines are labelled: the one it had before any rotation
 */
record FilePosition(
    FileIdentity identity, long offset, Fingerprint fingerprint, long modifiedMillis, Path path) {

  /** As the queue keeps it. */
  InputPosition toInputPosition() {
    String value =
        offset
            + " "
            + fingerprint.length()
            + " "
            + Long.toHexString(fingerprint.hash())
            + " "
            + modifiedMillis
            + " "
            + path;
    return new InputPosition(identity.key(), value);
  }

  /** Reads what the queue kept; null if it is not a file's position. */
  static @Nullable FilePosition of(String key, String value) {
    String[] parts = value.split(" ", 5);
    FileIdentity identity = FileIdentity.ofKey(key);
    if (identity == null || parts.length != 5) {
      return null;
    }
    Fingerprint fingerprint =
        new Fingerprint(Integer.parseInt(parts[1]), Long.parseUnsignedLong(parts[2], 16));
    return new FilePosition(
        identity,
        Long.parseLong(parts[0]),
        fingerprint,
        Long.parseLong(parts[3]),
        Path.of(parts[4]));
  }
}
