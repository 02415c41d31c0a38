package dev.steward.alerting.rule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The rule files that a program reads. Immutable and safe for any thread.
 *
 * @param patterns paths of files; their last part may hold {@code *}, {@code ?} and {@code [a-z]}
 */
public record RuleSources(List<String> patterns) {
  /** Copies the list. */
  public RuleSources {
    patterns = List.copyOf(patterns);
  }

  /** What changes when a file changes, comes or goes. */
  public record Fingerprint(Map<Path, String> files) {
    /** Copies the map. */
    public Fingerprint {
      files = Map.copyOf(files);
    }
  }

  /** The files that there are, sorted, each once. */
  public List<Path> files() {
    TreeSet<Path> files = new TreeSet<>();
    patterns.forEach(pattern -> files.addAll(RulePaths.matching(Path.of(""), pattern)));
    return List.copyOf(files);
  }

  /** How the files are now. */
  public Fingerprint fingerprint() {
    Map<Path, String> states = new TreeMap<>();
    files().forEach(file -> states.put(file, state(file)));
    return new Fingerprint(states);
  }

  private static String state(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      FileTime changed = attributes.lastModifiedTime();
      return changed + " " + attributes.size() + " " + attributes.fileKey();
    } catch (NoSuchFileException e) {
      return "gone";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /**
   * Reads all files.
   *
   * @throws RuleFileException with the problems of all of them
   */
  public List<RuleFile> read() {
    List<RuleFile> files = new ArrayList<>();
    List<RuleProblem> problems = new ArrayList<>();
    for (Path file : files()) {
      try {
        files.add(RuleFileReader.read(file));
      } catch (RuleFileException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new RuleFileException(problems);
    }
    return files;
  }
}
