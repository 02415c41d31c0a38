package dev.steward.lifecycle.plugin;

import dev.steward.spi.plugin.ServiceType;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A plugin that was found, working or not.
 *
 * @param zip where it was found
 * @param id its identity; the zip's file name where it could not be read
 * @param version its version; empty where it could not be read
 * @param description one sentence; may be empty
 * @param serviceTypes what it brings, each call guarded; empty where it does not work
 * @param problem why it does not work
 */
public record InstalledPlugin(
    Path zip,
    String id,
    String version,
    String description,
    List<ServiceType> serviceTypes,
    Optional<String> problem) {
  /** Copies the list. */
  public InstalledPlugin {
    Objects.requireNonNull(zip, "zip");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(problem, "problem");
    serviceTypes = List.copyOf(serviceTypes);
  }
}
