package dev.steward.formats.scrape;

import java.util.List;

/**
 * Files that hold target groups, JSON or YAML.
 *
 * @param files paths; the last part may hold {@code *}
 * @param refreshMillis how often they are looked at, at least
 */
public record FileDiscovery(List<String> files, long refreshMillis) {
  /** Copies the list. */
  public FileDiscovery {
    files = List.copyOf(files);
  }
}
