package dev.steward.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The project's folders, as the tests of the whole see them. */
final class ProjectFiles {

  /** The folder with the root POM; Maven names it. */
  static final Path ROOT =
      Path.of(Objects.requireNonNull(System.getProperty("steward.root"), "steward.root"));

  /** The distribution that this build made. */
  static final Path DISTRIBUTION = ROOT.resolve("deploy/target/steward");

  private ProjectFiles() {}

  /** The folders of all modules that have classes, relative to {@link #ROOT}, sorted. */
  static List<String> modules() throws IOException {
    return find(ROOT, path -> path.endsWith("pom.xml")).stream()
        .map(pom -> ROOT.relativize(pom).toString().replaceFirst("/?pom\\.xml$", ""))
        .filter(module -> Files.isDirectory(ROOT.resolve(module).resolve("target/classes/dev")))
        .toList();
  }

  /** All Java sources that people wrote, sorted. */
  static List<Path> javaSources() throws IOException {
    return find(ROOT, path -> path.toString().endsWith(".java"));
  }

  /** All files and folders below a folder that the predicate accepts, without what builds made. */
  static List<Path> find(Path folder, Predicate<Path> accepted) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths
          .filter(path -> !ROOT.relativize(path).toString().matches("(.*/)?(target|\\.git)(/.*)?"))
          .filter(accepted)
          .sorted()
          .toList();
    }
  }
}
