package dev.steward.alerting.configuration;

import dev.steward.alerting.time.SpanText;
import dev.steward.alerting.time.TimeInterval;
import dev.steward.alerting.time.TimeInterval.Span;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads named times.
 *
 * @param yaml reads the nodes
 */
record TimesReader(PlacedYaml yaml) {
  private static final Set<String> KEYS =
      Set.of("times", "weekdays", "days_of_month", "months", "years", "location");

  /**
   * Adds the times of a list.
   *
   * @param what how errors name them: {@code time interval} or {@code mute time interval}
   */
  void read(@Nullable Node list, String what, Map<String, List<TimeInterval>> times) {
    if (list == null) {
      return;
    }
    for (Node node : yaml.sequence(list)) {
      Map<String, Node> keys =
          yaml.mapping(node, "config.TimeInterval", Set.of("name", "time_intervals"));
      String name = keys.containsKey("name") ? yaml.text(keys.get("name")) : "";
      if (name.isEmpty()) {
        throw yaml.error(node, "missing name in " + what);
      }
      List<TimeInterval> intervals = new ArrayList<>();
      Node parts = keys.get("time_intervals");
      if (parts != null) {
        yaml.sequence(parts).forEach(part -> intervals.add(interval(part)));
      }
      if (times.putIfAbsent(name, List.copyOf(intervals)) != null) {
        throw yaml.error(node, what + " \"" + name + "\" is not unique");
      }
    }
  }

  private TimeInterval interval(Node node) {
    Map<String, Node> keys = yaml.mapping(node, "timeinterval.TimeInterval", KEYS);
    return new TimeInterval(
        times(keys.get("times")),
        spans(keys.get("weekdays"), SpanText::weekdays),
        spans(keys.get("days_of_month"), SpanText::daysOfMonth),
        spans(keys.get("months"), SpanText::months),
        spans(keys.get("years"), SpanText::years),
        zone(keys.get("location")));
  }

  private List<Span> times(@Nullable Node list) {
    if (list == null) {
      return List.of();
    }
    List<Span> spans = new ArrayList<>();
    for (Node node : yaml.sequence(list)) {
      Map<String, Node> ends =
          yaml.mapping(node, "timeinterval.yamlTimeRange", Set.of("start_time", "end_time"));
      try {
        spans.add(SpanText.times(text(ends.get("start_time")), text(ends.get("end_time"))));
      } catch (IllegalArgumentException e) {
        throw yaml.error(node, String.valueOf(e.getMessage()));
      }
    }
    return spans;
  }

  private String text(@Nullable Node node) {
    return node == null ? "" : yaml.text(node);
  }

  private List<Span> spans(@Nullable Node list, Function<String, Span> reader) {
    if (list == null) {
      return List.of();
    }
    List<Span> spans = new ArrayList<>();
    for (Node node : yaml.sequence(list)) {
      try {
        spans.add(reader.apply(yaml.text(node)));
      } catch (IllegalArgumentException e) {
        throw yaml.error(node, String.valueOf(e.getMessage()));
      }
    }
    return spans;
  }

  private ZoneId zone(@Nullable Node node) {
    if (node == null) {
      return ZoneOffset.UTC;
    }
    String name = yaml.text(node);
    try {
      return name.equals("Local") ? ZoneId.systemDefault() : ZoneId.of(name);
    } catch (DateTimeException e) {
      throw yaml.error(node, "unknown time zone " + name);
    }
  }
}
