package dev.steward.server.console;

import java.time.Duration;

/** How far back the page's log search looks. */
public enum SearchSpan {
  QUARTER_HOUR("15m", "15 minutes", Duration.ofMinutes(15)),
  HOUR("1h", "1 hour", Duration.ofHours(1)),
  SIX_HOURS("6h", "6 hours", Duration.ofHours(6)),
  DAY("24h", "24 hours", Duration.ofDays(1)),
  WEEK("7d", "7 days", Duration.ofDays(7));

  /** What the page starts with. */
  static final SearchSpan DEFAULT = HOUR;

  private final String word;
  private final String label;
  private final Duration duration;

  SearchSpan(String word, String label, Duration duration) {
    this.word = word;
    this.label = label;
    this.duration = duration;
  }

  /** The word in the address. */
  public String word() {
    return word;
  }

  /** What people read. */
  public String label() {
    return label;
  }

  Duration duration() {
    return duration;
  }

  /** The span of a word; a word that is none stands for the default. */
  static SearchSpan of(String word) {
    for (SearchSpan span : values()) {
      if (span.word.equals(word)) {
        return span;
      }
    }
    return DEFAULT;
  }
}
