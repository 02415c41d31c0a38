package dev.steward.cli;

import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;

/** How series and their values are read from JSON and shown. */
final class SeriesName {
  private SeriesName() {}

  /** A series as the query languages write it: {@code up{job="node"}}. */
  static String of(JsonNode labels) {
    StringJoiner pairs = new StringJoiner(", ", "{", "}");
    pairs.setEmptyValue("");
    labels
        .propertyStream()
        .filter(each -> !each.getKey().equals("__name__"))
        .forEach(each -> pairs.add(each.getKey() + "=\"" + each.getValue().asString() + "\""));
    String name = labels.path("__name__").asString("") + pairs;
    return name.isEmpty() ? "{}" : name;
  }

  /** A value as Prometheus writes it. */
  static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }
}
