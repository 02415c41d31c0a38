package dev.steward.alerting.rule;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/** Finds files by a pattern whose last part may hold wildcards. */
public final class RulePaths {
  private RulePaths() {}

  /**
   * The regular files that match, sorted; none where the folder is not there.
   *
   * @param folder from which a relative pattern counts
   */
  public static List<Path> matching(Path folder, String pattern) {
    Path path = folder.resolve(pattern);
    Path parent = path.toAbsolutePath().getParent();
    Path name = path.getFileName();
    TreeSet<Path> found = new TreeSet<>();
    if (parent == null || name == null || !Files.isDirectory(parent)) {
      return List.of();
    }
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(parent, name.toString())) {
      for (Path file : stream) {
        if (Files.isRegularFile(file)) {
          found.add(path.resolveSibling(file.getFileName()));
        }
      }
    } catch (IOException e) {
      throw new RuleFileException(
          List.of(new RuleProblem(pattern, 0, 0, "cannot be listed: " + e)));
    }
    return List.copyOf(found);
  }
}
