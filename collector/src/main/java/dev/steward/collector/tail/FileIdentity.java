package dev.steward.collector.tail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a file is while it exists, whatever its name: device and inode. An inode number is given out
 * again once its file is gone, which a {@link Fingerprint} tells.
 */
record FileIdentity(long device, long inode) {
  private static final String KEY = "file:";

  /** The identity of a regular file, links followed; null if the path is not one. */
  static @Nullable FileIdentity of(Path path) throws IOException {
    Map<String, Object> attributes = Files.readAttributes(path, "unix:dev,ino,isRegularFile");
    return Boolean.TRUE.equals(attributes.get("isRegularFile"))
        ? new FileIdentity(number(attributes.get("dev")), number(attributes.get("ino")))
        : null;
  }

  private static long number(@Nullable Object value) throws IOException {
    if (value instanceof Number number) {
      return number.longValue();
    }
    throw new IOException("the file system tells no device and inode");
  }

  /** The key under which the queue keeps the file's position. */
  String key() {
    return KEY + device + ":" + inode;
  }

  /** The identity of a key; null if the key is another input's. */
  static @Nullable FileIdentity ofKey(String key) {
    String[] parts = key.split(":");
    return key.startsWith(KEY) && parts.length == 3
        ? new FileIdentity(Long.parseLong(parts[1]), Long.parseLong(parts[2]))
        : null;
  }
}
