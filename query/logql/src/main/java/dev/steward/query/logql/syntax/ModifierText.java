package dev.steward.query.logql.syntax;

import dev.steward.query.value.Grouping;
import dev.steward.query.value.VectorMatching;
import java.util.List;

/** Groupings and matchings as LogQL writes them. */
final class ModifierText {
  private ModifierText() {}

  static String of(Grouping grouping) {
    return (grouping.without() ? "without " : "by ") + list(grouping.labels());
  }

  static String of(VectorMatching matching) {
    String text = (matching.on() ? "on " : "ignoring ") + list(matching.labels());
    return switch (matching.cardinality()) {
      case ONE_TO_ONE, MANY_TO_MANY -> text;
      case MANY_TO_ONE -> text + " group_left " + list(matching.include());
      case ONE_TO_MANY -> text + " group_right " + list(matching.include());
    };
  }

  private static String list(List<String> labels) {
    return "(" + String.join(",", labels) + ")";
  }
}
