package dev.steward.spi.plugin;

import java.util.List;

/**
 * A kind of service, such as a mail server: what may be set about it, and what must be on a host
 * for given settings.
 *
 * <p>Everything here is a pure function of its arguments.
 */
public interface ServiceType {
  /**
   * The name that people write in the desired state: lower-case letters, digits and hyphens,
   * starting with a letter.
   */
  String name();

  /** One sentence: what the service does. */
  String description();

  /**
   * JSON Schema (draft 2020-12) of the settings, with defaults. A secret is a string with {@code
   * "writeOnly": true}; the platform never shows or logs its value.
   */
  String settingsSchema();

  /**
   * What should be on the host.
   *
   * @param settings settings that passed the schema, defaults filled in
   * @param facts what is known about the host
   * @return the resources, in any order; the platform orders them by their needs
   * @throws SettingsException where settings fit the schema and still make no sense, or would open
   *     the service to strangers
   */
  List<Resource> resources(Settings settings, HostFacts facts);
}
