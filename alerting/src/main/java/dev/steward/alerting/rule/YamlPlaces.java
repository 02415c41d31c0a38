package dev.steward.alerting.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads the nodes of one YAML file and collects what is wrong, each problem with its place. For one
 * thread.
 */
final class YamlPlaces {
  private final String file;
  private final List<RuleProblem> problems = new ArrayList<>();

  YamlPlaces(String file) {
    this.file = file;
  }

  /** What was wrong so far. */
  List<RuleProblem> problems() {
    return problems;
  }

  /** Notes a problem at a node. */
  void problem(Node node, String message) {
    problems.add(
        node.getStartMark()
            .map(mark -> new RuleProblem(file, mark.getLine() + 1, mark.getColumn() + 1, message))
            .orElseGet(() -> new RuleProblem(file, 0, 0, message)));
  }

  /**
   * The values of a mapping by their keys, those without a value left out; empty where the node is
   * no mapping. A key that is not accepted, or stands twice, is a problem.
   */
  Map<String, Node> mapping(Node node, String what, List<String> accepted) {
    if (!(node instanceof MappingNode mapping)) {
      problem(node, what + ": not a mapping (expected: " + String.join(", ", accepted) + ")");
      return Map.of();
    }
    Map<String, Node> values = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Node keyNode = tuple.getKeyNode();
      if (!(keyNode instanceof ScalarNode scalar) || !accepted.contains(scalar.getValue())) {
        String shown = keyNode instanceof ScalarNode scalar ? scalar.getValue() : "not a text";
        problem(keyNode, shown + ": unknown key (expected: " + String.join(", ", accepted) + ")");
      } else if (values.put(scalar.getValue(), tuple.getValueNode()) != null) {
        problem(keyNode, scalar.getValue() + ": stands twice (expected: once)");
      }
    }
    values.values().removeIf(YamlPlaces::isEmpty);
    return values;
  }

  /** The elements of a list; empty where the node is none. */
  List<Node> sequence(@Nullable Node node, String what) {
    if (node == null) {
      return List.of();
    }
    if (!(node instanceof SequenceNode sequence)) {
      problem(node, what + ": not a list (expected: a list)");
      return List.of();
    }
    return sequence.getValue();
  }

  /** The text of a scalar; the empty text where there is no node or it is no scalar. */
  String text(@Nullable Node node, String what) {
    if (node == null) {
      return "";
    }
    if (!(node instanceof ScalarNode scalar)) {
      problem(node, what + ": not a text (expected: a text)");
      return "";
    }
    return scalar.getValue();
  }

  /** A mapping from texts to texts. */
  Map<String, String> texts(@Nullable Node node, String what) {
    if (node == null) {
      return Map.of();
    }
    if (!(node instanceof MappingNode mapping)) {
      problem(node, what + ": not a mapping (expected: names and texts)");
      return Map.of();
    }
    Map<String, String> texts = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String name = text(tuple.getKeyNode(), what);
      String value =
          isEmpty(tuple.getValueNode()) ? "" : text(tuple.getValueNode(), what + "." + name);
      if (texts.put(name, value) != null) {
        problem(tuple.getKeyNode(), what + "." + name + ": stands twice (expected: once)");
      }
    }
    return texts;
  }

  /** A whole number that is not negative, or nothing. */
  Optional<Integer> count(@Nullable Node node, String what) {
    if (node == null) {
      return Optional.empty();
    }
    String text = text(node, what);
    try {
      int value = Integer.parseInt(text);
      if (value >= 0) {
        return Optional.of(value);
      }
    } catch (NumberFormatException e) {
      // Said below, together with numbers that are negative.
    }
    problem(node, what + ": " + text + " (expected: a whole number, 0 or more)");
    return Optional.empty();
  }

  private static boolean isEmpty(Node node) {
    return node.getTag().equals(Tag.NULL);
  }
}
