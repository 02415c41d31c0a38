package dev.steward.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/**
 * A plugin's zip lists its extensions, and shares the platform's classes instead of bundling them.
 */
final class PluginArchiveTest {

  /** Classes that a plugin and the platform must see as the same classes. */
  private static final List<String> SHARED =
      List.of(
          "dev/steward/spi/", "org/slf4j/", "org/jspecify/", "org/pf4j/", "io/prometheus/client/");

  @Test
  void everyPluginOfThisProjectIsInTheDistribution() throws IOException {
    List<Path> modules =
        ProjectFiles.find(
            ProjectFiles.ROOT.resolve("plugins"),
            path -> path.endsWith(Path.of("plugin", "plugin.properties")));
    assertEquals(modules.size(), archives().size(), "plugins; deploy/pom.xml lists each of them");
  }

  @Test
  void everyPluginListsItsExtensions() throws IOException {
    for (Path archive : archives()) {
      Set<String> entries = entries(archive);
      assertTrue(
          entries.stream().anyMatch(entry -> entry.endsWith("META-INF/extensions.idx")),
          archive + ": META-INF/extensions.idx (expected: written by PF4J's annotation processor)");
    }
  }

  @Test
  void noPluginBundlesWhatItSharesWithThePlatform() throws IOException {
    for (Path archive : archives()) {
      List<String> bundled =
          entries(archive).stream()
              .filter(entry -> entry.endsWith(".class"))
              .filter(entry -> SHARED.stream().anyMatch(entry::contains))
              .toList();
      assertEquals(List.of(), bundled, archive.toString());
    }
  }

  private static List<Path> archives() throws IOException {
    try (Stream<Path> files = Files.list(ProjectFiles.DISTRIBUTION.resolve("plugins"))) {
      List<Path> archives =
          files.filter(file -> file.toString().endsWith(".zip")).sorted().toList();
      assertFalse(archives.isEmpty(), "the distribution holds no plugin");
      return archives;
    }
  }

  private static Set<String> entries(Path archive) throws IOException {
    Set<String> entries = new TreeSet<>();
    try (InputStream in = Files.newInputStream(archive)) {
      addEntries(in, "", entries);
    }
    return entries;
  }

  /** Adds the entries of a zip, and those of the jars in it. */
  private static void addEntries(InputStream in, String prefix, Set<String> entries)
      throws IOException {
    ZipInputStream zip = new ZipInputStream(in);
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      String name = prefix + entry.getName();
      entries.add(name);
      if (name.endsWith(".jar")) {
        addEntries(zip, name + "!", entries);
      }
    }
  }
}
