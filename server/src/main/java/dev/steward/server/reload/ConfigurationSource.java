package dev.steward.server.reload;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Where the configuration came from, for those parts of it that are read anew while the server
 * runs.
 *
 * @param file the YAML file; empty where the server was started without one
 */
public record ConfigurationSource(Optional<Path> file) {
  /** Without a file. */
  public static final ConfigurationSource NONE = new ConfigurationSource(Optional.empty());

  /** Checks that nothing is missing. */
  public ConfigurationSource {
    Objects.requireNonNull(file, "file");
  }
}
