package dev.steward.server.console;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An alert as the page shows it.
 *
 * @param name its name
 * @param summary what it says to people
 * @param since when it began to fire
 * @param labels its labels but for the name, as {@code name=value}
 * @param matchers conditions that only it fulfils, as forms send them
 * @param receivers who is told
 * @param muted what mutes it, in words; none where nothing does
 * @param changes what was changed on its host in the hour before
 * @param logs address of the log lines around its beginning; empty where it has no host
 * @param source address of the expression that made it; empty where there is none
 */
public record AlertRow(
    String name,
    String summary,
    Instant since,
    List<String> labels,
    List<String> matchers,
    String receivers,
    List<String> muted,
    List<LogRow> changes,
    String logs,
    String source) {
  /** Copies the lists. */
  public AlertRow {
    labels = List.copyOf(labels);
    matchers = List.copyOf(matchers);
    muted = List.copyOf(muted);
    changes = List.copyOf(changes);
  }

  /** The summary among annotations, or else the description; empty where there is neither. */
  static String summary(Map<String, String> annotations) {
    String summary = annotations.getOrDefault("summary", "");
    return summary.isEmpty() ? annotations.getOrDefault("description", "") : summary;
  }
}
