package dev.steward.alerting.rule;

import dev.steward.alerting.template.AlertTemplate;
import dev.steward.query.template.TemplateException;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Labels;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the rules of one group; problems name group, position and rule, as Prometheus' do. */
final class RuleReader {
  private static final List<String> KEYS =
      List.of("record", "alert", "expr", "for", "keep_firing_for", "labels", "annotations");

  private final YamlPlaces yaml;
  private final String group;

  RuleReader(YamlPlaces yaml, String group) {
    this.yaml = yaml;
    this.group = group;
  }

  /** The rule of a node, or nothing where it cannot be used; then its problems are noted. */
  Optional<Rule> read(Node node, int position) {
    int before = yaml.problems().size();
    Map<String, Node> keys = yaml.mapping(node, "rule", KEYS);
    String recorded = yaml.text(keys.get("record"), "record");
    String alert = yaml.text(keys.get("alert"), "alert");
    Place place = new Place(node, position, recorded.isEmpty() ? alert : recorded);
    if (!recorded.isEmpty() && !alert.isEmpty()) {
      problem(place, "only one of 'record' and 'alert' must be set");
    } else if (recorded.isEmpty() && alert.isEmpty()) {
      problem(place, "one of 'record' or 'alert' must be set");
    }
    RuleExpression expression = expression(keys.get("expr"), place);
    Optional<Duration> hold = RuleFileReader.duration(yaml, keys.get("for"), "for");
    Optional<Duration> keepFiring =
        RuleFileReader.duration(yaml, keys.get("keep_firing_for"), "keep_firing_for");
    Map<String, String> labels = yaml.texts(keys.get("labels"), "labels");
    Map<String, String> annotations = yaml.texts(keys.get("annotations"), "annotations");
    checkLabels(node, labels);
    if (recorded.isEmpty()) {
      checkAlert(place, labels, annotations);
    } else {
      checkRecording(place, keys);
    }
    if (yaml.problems().size() > before || expression == null) {
      return Optional.empty();
    }
    return Optional.of(
        recorded.isEmpty()
            ? new Rule.Alerting(
                alert,
                expression,
                hold.orElse(Duration.ZERO),
                keepFiring.orElse(Duration.ZERO),
                labels,
                annotations)
            : new Rule.Recording(recorded, expression, labels));
  }

  /** Names of labels must be ones that a result may carry. */
  void checkLabels(Node node, Map<String, String> labels) {
    for (String name : labels.keySet()) {
      if (name.isEmpty() || name.equals(Labels.METRIC_NAME)) {
        yaml.problem(node, "group \"" + group + "\": invalid label name: " + name);
      }
    }
  }

  private @Nullable RuleExpression expression(@Nullable Node node, Place place) {
    String text = yaml.text(node, "expr");
    if (node == null || text.isBlank()) {
      problem(place, "field 'expr' must be set in rule");
      return null;
    }
    try {
      return RuleExpression.parse(text);
    } catch (StewardException e) {
      problem(
          new Place(node, place.position, place.rule),
          "could not parse expression: " + e.getMessage());
      return null;
    }
  }

  private void checkRecording(Place place, Map<String, Node> keys) {
    for (String key : List.of("annotations", "for", "keep_firing_for")) {
      if (keys.containsKey(key)) {
        problem(place, "invalid field '" + key + "' in recording rule");
      }
    }
    if (place.rule.contains("{") || place.rule.contains("}")) {
      problem(
          place, "braces present in the recording rule name; should it be in expr?: " + place.rule);
    }
  }

  private void checkAlert(
      Place place, Map<String, String> labels, Map<String, String> annotations) {
    checkTemplates(place, "label", labels);
    checkTemplates(place, "annotation", annotations);
    for (String name : annotations.keySet()) {
      if (name.isEmpty()) {
        problem(place, "invalid annotation name: " + name);
      }
    }
  }

  private void checkTemplates(Place place, String what, Map<String, String> templates) {
    templates.forEach((name, text) -> {
      try {
        AlertTemplate.parse(place.rule, text);
      } catch (TemplateException e) {
        problem(place, what + " \"" + name + "\": " + e.getMessage());
      }
    });
  }

  private void problem(Place place, String message) {
    yaml.problem(
        place.node,
        "group \"" + group + "\", rule " + place.position + ", \"" + place.rule + "\": " + message);
  }

  /** Where a rule stands: its node, its position in the group from 1, and its name. */
  private record Place(Node node, int position, String rule) {}
}
