package dev.steward.collector.tail;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern for paths: {@code *} and {@code ?} within a name, {@code [a-z]} and {@code {a,b}} as
 * shells have them, and a name that is {@code **} for any number of folders.
 */
public final class FileGlob {
  private static final int MAX_DEPTH = 16;

  private final Path root;
  private final List<Step> steps;
  private final String text;

  private sealed interface Step {
    /** A name to be taken as it stands. */
    record Name(String name) implements Step {}

    /** A pattern for one name. */
    record Pattern(PathMatcher matcher) implements Step {}

    /** Any number of folders. */
    record Folders() implements Step {}
  }

  private FileGlob(String text, Path root, List<Step> steps) {
    this.text = text;
    this.root = root;
    this.steps = steps;
  }

  /**
   * Reads a pattern; a relative one counts from the working directory.
   *
   * @throws IllegalArgumentException if it is not one
   */
  public static FileGlob parse(String text) {
    boolean absolute = text.startsWith("/");
    List<Step> steps = new ArrayList<>();
    for (String name : text.split("/")) {
      if (!name.isEmpty()) {
        steps.add(step(name, text));
      }
    }
    if (steps.isEmpty()) {
      throw new IllegalArgumentException(
          "file: " + text + " (expected: a path or pattern such as /var/log/*.log)");
    }
    Path root = absolute ? Path.of("/") : Path.of("").toAbsolutePath();
    return new FileGlob(text, root, List.copyOf(steps));
  }

  private static Step step(String name, String text) {
    if (name.equals("**")) {
      return new Step.Folders();
    }
    if (name.chars().noneMatch(c -> "*?[{\\".indexOf(c) >= 0)) {
      return new Step.Name(Path.of(name).toString());
    }
    try {
      return new Step.Pattern(FileSystems.getDefault().getPathMatcher("glob:" + name));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "file: " + text + ": " + e.getDescription() + " (expected: a pattern such as *.log)", e);
    }
  }

  /**
   * The paths that exist and fit, in order.
   *
   * @param unreadable is told of each folder that cannot be listed, and why
   */
  List<Path> expand(BiConsumer<Path, IOException> unreadable) {
    List<Path> found = new ArrayList<>();
    expand(root, 0, MAX_DEPTH, found, unreadable);
    Collections.sort(found);
    return found;
  }

  private void expand(
      Path at,
      int step,
      int depthLeft,
      List<Path> found,
      BiConsumer<Path, IOException> unreadable) {
    boolean last = step == steps.size() - 1;
    switch (steps.get(step)) {
      case Step.Name(String name) -> enter(at.resolve(name), step, depthLeft, found, unreadable);
      case Step.Pattern(PathMatcher matcher) -> {
        for (Path entry : list(at, unreadable)) {
          if (matcher.matches(entry.getFileName())) {
            enter(entry, step, depthLeft, found, unreadable);
          }
        }
      }
      case Step.Folders() -> {
        if (!last) {
          expand(at, step + 1, depthLeft, found, unreadable);
        }
        for (Path entry : list(at, unreadable)) {
          if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
            if (depthLeft > 0) {
              expand(entry, step, depthLeft - 1, found, unreadable);
            }
          } else if (last) {
            found.add(entry);
          }
        }
      }
    }
  }

  private void enter(
      Path entry,
      int step,
      int depthLeft,
      List<Path> found,
      BiConsumer<Path, IOException> unreadable) {
    if (step < steps.size() - 1) {
      expand(entry, step + 1, depthLeft, found, unreadable);
    } else if (Files.isRegularFile(entry)) {
      found.add(entry);
    }
  }

  /** Whether a path is one that this pattern leads to, as far as names tell. */
  boolean matches(Path path) {
    Path absolute = path.toAbsolutePath();
    return absolute.startsWith(root) && matches(root.relativize(absolute), 0, 0);
  }

  private boolean matches(Path relative, int name, int step) {
    if (step == steps.size()) {
      return name == relative.getNameCount();
    }
    if (steps.get(step) instanceof Step.Folders) {
      boolean last = step == steps.size() - 1;
      return (last && name < relative.getNameCount())
          || matches(relative, name, step + 1)
          || (name < relative.getNameCount() && matches(relative, name + 1, step));
    }
    if (name == relative.getNameCount()) {
      return false;
    }
    Path candidate = relative.getName(name);
    boolean fits =
        switch (steps.get(step)) {
          case Step.Name(String text) -> candidate.toString().equals(text);
          case Step.Pattern(PathMatcher matcher) -> matcher.matches(candidate);
          case Step.Folders() -> true;
        };
    return fits && matches(relative, name + 1, step + 1);
  }

  private static List<Path> list(Path folder, BiConsumer<Path, IOException> unreadable) {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(entries::add);
    } catch (NoSuchFileException | NotDirectoryException e) {
      // It may appear later.
      return List.of();
    } catch (IOException e) {
      unreadable.accept(folder, e);
    } catch (DirectoryIteratorException e) {
      unreadable.accept(folder, e.getCause());
    } catch (InvalidPathException e) {
      // Without a UTF-8 locale, Java cannot name every file that is there.
      unreadable.accept(folder, new IOException(e.getMessage(), e));
    }
    return entries;
  }

  /** The pattern as it was written. */
  @Override
  public String toString() {
    return text;
  }
}
