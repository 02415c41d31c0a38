package dev.steward.collector.tail;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds what became of a log file when it was rotated: the files beside it. */
final class RotatedFiles {
  private static final Pattern COMPRESSED =
      Pattern.compile(".*\\.(gz|xz|zst|bz2|lz4|zip|Z)", Pattern.CASE_INSENSITIVE);
  private static final String MARK = "[._-](?:[0-9][0-9TZ:._-]*|old)";

  private RotatedFiles() {}

  /** Whether a file holds compressed lines, which are never read: they were read before. */
  static boolean isCompressed(Path path) {
    return COMPRESSED.matcher(path.getFileName().toString()).matches();
  }

  /**
   * Whether a file is named as a rotation of another: with a number, a date or {@code old} behind
   * its name or before its ending.
   */
  static boolean isRotationOf(Path log, Path candidate) {
    String name = log.getFileName().toString();
    String other = candidate.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String behind = Pattern.quote(name) + MARK;
    String before =
        dot <= 0
            ? behind
            : Pattern.quote(name.substring(0, dot)) + MARK + Pattern.quote(name.substring(dot));
    return other.matches(behind) || other.matches(before);
  }

  /** The files beside a log file that are named as its rotations. */
  static List<Path> of(Path log) throws IOException {
    Path folder = log.toAbsolutePath().getParent();
    return folder == null
        ? List.of()
        : list(folder).stream().filter(path -> isRotationOf(log, path)).toList();
  }

  /** The regular files of a folder, by identity. */
  static Map<FileIdentity, Path> identities(Path folder) throws IOException {
    Map<FileIdentity, Path> identities = new HashMap<>();
    for (Path path : list(folder)) {
      try {
        FileIdentity identity = FileIdentity.of(path);
        if (identity != null) {
          identities.put(identity, path);
        }
      } catch (NoSuchFileException e) {
        // Gone since it was listed.
      }
    }
    return identities;
  }

  private static List<Path> list(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      entries.forEach(files::add);
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    Collections.sort(files);
    return files;
  }
}
