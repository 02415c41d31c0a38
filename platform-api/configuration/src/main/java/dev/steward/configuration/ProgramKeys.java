package dev.steward.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The programs that read one {@code steward.yaml}, each with the keys that it accepts.
 *
 * <p>A program's settings stand in its own module, which the others do not see. Their names stand
 * here too, so that each program finds what is misspelt in the whole file. A test of the command
 * holds both equal.
 */
public enum ProgramKeys {
  /** {@code steward server}. */
  SERVER("server.keys"),
  /** {@code steward agent}. */
  AGENT("agent.keys");

  /**
   * Sections that Prometheus' own configuration has, in its form: what the server scrapes. Every
   * program that reads the file passes over them.
   */
  public static final List<String> PROMETHEUS_SECTIONS = List.of("global", "scrape_configs");

  private final Set<String> paths;

  ProgramKeys(String resource) {
    try (InputStream in = ProgramKeys.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + ": missing (expected: beside this class)");
      }
      this.paths =
          new LinkedHashSet<>(
              new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The paths of the accepted keys, such as {@code server.http.listen}. */
  public Set<String> paths() {
    return Set.copyOf(paths);
  }

  Set<String> below(String section) {
    LinkedHashSet<String> below = new LinkedHashSet<>(paths);
    below.removeIf(path -> !path.startsWith(section + "."));
    return below;
  }
}
