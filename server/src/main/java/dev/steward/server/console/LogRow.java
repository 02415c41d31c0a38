package dev.steward.server.console;

import java.time.Instant;

/**
 * One line on the page.
 *
 * @param time when it happened
 * @param host the machine; may be empty
 * @param service what it comes from; may be empty
 * @param level its level in lower case; may be empty
 * @param line the line
 */
public record LogRow(Instant time, String host, String service, String level, String line) {
  /** The class of the level's colour. */
  public String levelClass() {
    return switch (level) {
      case "fatal", "critical", "error", "warn", "notice", "info", "debug", "trace" -> level;
      default -> "unknown";
    };
  }
}
