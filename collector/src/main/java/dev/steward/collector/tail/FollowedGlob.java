package dev.steward.collector.tail;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Files to follow, and how they are to be read. Immutable and safe for any thread. */
public final class FollowedGlob {
  private static final Set<String> KEYS = Set.of("path", "encoding", "multiline");

  private final FileGlob glob;
  private final Optional<FileEncoding> encoding;
  private final RecordEnds records;

  private FollowedGlob(FileGlob glob, Optional<FileEncoding> encoding, RecordEnds records) {
    this.glob = glob;
    this.encoding = encoding;
    this.records = records;
  }

  /**
   * Files that are read line by line.
   *
   * @throws IllegalArgumentException if the pattern is none
   */
  public static FollowedGlob parse(String pattern) {
    return new FollowedGlob(FileGlob.parse(pattern), Optional.empty(), RecordEnds.EACH_LINE);
  }

  /**
   * Files of an entry of the configuration: {@code path}, a pattern; {@code encoding}, that of
   * their byte order mark or else UTF-8 where it is missing; {@code multiline}, a regular
   * expression that the first line of a record starts with, or {@code indented}.
   *
   * @throws IllegalArgumentException naming what is wrong
   */
  public static FollowedGlob parse(Map<String, String> entry) {
    for (String key : entry.keySet()) {
      if (!KEYS.contains(key)) {
        throw new IllegalArgumentException(
            key + ": unknown key (expected: path, encoding or multiline)");
      }
    }
    String path = entry.get("path");
    if (path == null) {
      throw new IllegalArgumentException("path: missing (expected: a path or pattern)");
    }
    String encoding = entry.getOrDefault("encoding", "auto");
    String multiline = entry.getOrDefault("multiline", "");
    return new FollowedGlob(
        FileGlob.parse(path),
        encoding.equals("auto") ? Optional.empty() : Optional.of(FileEncoding.named(encoding)),
        multiline.isEmpty() ? RecordEnds.EACH_LINE : RecordEnds.parse(multiline));
  }

  /** Which files. */
  FileGlob glob() {
    return glob;
  }

  /** How their bytes are text; empty for what their byte order mark says, else UTF-8. */
  Optional<FileEncoding> encoding() {
    return encoding;
  }

  /** Which lines belong together. */
  RecordEnds records() {
    return records;
  }

  /** The pattern. */
  @Override
  public String toString() {
    return glob.toString();
  }
}
