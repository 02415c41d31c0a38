package dev.steward.server.console;

import java.time.Duration;

/** Durations as configuration files write them. */
final class DurationWords {
  private DurationWords() {}

  /** In the largest unit that fits, such as {@code 5m}. */
  static String of(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds == 0 || seconds % 60 != 0) {
      return seconds + "s";
    }
    return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds / 60 + "m";
  }
}
