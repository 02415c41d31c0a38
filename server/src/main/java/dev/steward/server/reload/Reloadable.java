package dev.steward.server.reload;

import java.util.Map;

/** A part of the server whose configuration can be read anew while it runs. */
public interface Reloadable {
  /**
   * Reads the configuration anew and lives by it; what did not change keeps running.
   *
   * @throws dev.steward.spi.error.StewardException if it is wrong; the part then lives by what it
   *     had
   */
  void reload();

  /** The configuration in force, by key of the file, without secrets. */
  Map<String, Object> configuration();
}
