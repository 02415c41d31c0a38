package dev.steward.query.logql.detect;

import java.util.List;
import java.util.Objects;

/**
 * A field of lines.
 *
 * @param label the label that it becomes
 * @param type what its values look like
 * @param cardinality how many different values were seen
 * @param parsers stages that make the label; none where it is structured metadata
 * @param jsonPath where it stands in lines that are JSON; empty elsewhere
 */
public record DetectedField(
    String label, FieldType type, int cardinality, List<String> parsers, List<String> jsonPath) {
  /** Checks that nothing is missing and copies the lists. */
  public DetectedField {
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(type, "type");
    parsers = List.copyOf(parsers);
    jsonPath = List.copyOf(jsonPath);
  }
}
