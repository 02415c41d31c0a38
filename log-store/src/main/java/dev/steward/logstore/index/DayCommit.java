package dev.steward.logstore.index;

import java.util.List;
import java.util.Map;

/**
 * What a commit says of its day.
 *
 * @param parts names of the parts, in order
 * @param generation entries of this memory generation and of those before are in the parts
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
