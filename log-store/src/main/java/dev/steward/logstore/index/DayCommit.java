package dev.steward.logstore.index;

import java.util.List;
import java.util.Map;

/**
 * What a commit says of itself.
 *
 * @param parts names of the parts that it covers; in a store of version 1 all parts of the day, in
 *     order
 * @param generation in a store of version 1 the last memory generation whose entries are in the
 *     parts; -1 otherwise
 */
public record DayCommit(List<String> parts, long generation) {
  private static final String PARTS = "parts";
  private static final String GENERATION = "generation";

  /** Copies the list. */
  public DayCommit {
    parts = List.copyOf(parts);
  }

  Map<String, String> toMap() {
    return Map.of(PARTS, String.join(" ", parts), GENERATION, Long.toString(generation));
  }

  static DayCommit of(Map<String, String> map) {
    String parts = map.getOrDefault(PARTS, "");
    return new DayCommit(
        parts.isEmpty() ? List.of() : List.of(parts.split(" ")),
        Long.parseLong(map.getOrDefault(GENERATION, "-1")));
  }
}
