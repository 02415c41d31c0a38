package dev.steward.server.console;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a log search found.
 *
 * @param query the LogQL query that was run
 * @param rows newest first
 * @param more whether there are more than are shown
 * @param error why nothing could be found, or null
 */
public record FoundLines(String query, List<LogRow> rows, boolean more, @Nullable String error) {
  /** Checks that nothing is missing and copies the list. */
  public FoundLines {
    Objects.requireNonNull(query, "query");
    rows = List.copyOf(rows);
  }
}
