package dev.steward.alerting.configuration;

import dev.steward.query.promql.syntax.Durations;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads the nodes of one YAML file, and stops at the first that does not fit with an error that
 * names its place.
 *
 * @param file the file's name, which errors show
 */
record PlacedYaml(String file) {
  private static final Set<String> TRUE = Set.of("true", "yes", "on", "y");
  private static final Set<String> FALSE = Set.of("false", "no", "off", "n");
  private static final String MERGE = "<<";

  /** The root of a text; null where it is empty. */
  @Nullable Node compose(String text) {
    try {
      Node root =
          new Compose(LoadSettings.builder().setLabel(file).build())
              .composeString(text)
              .orElse(null);
      return root == null || isEmpty(root) ? null : root;
    } catch (MarkedYamlEngineException e) {
      throw e.getProblemMark()
          .map(mark ->
              new AlertingConfigurationException(
                  file, mark.getLine() + 1, mark.getColumn() + 1, "yaml: " + e.getProblem()))
          .orElseGet(
              () -> new AlertingConfigurationException(file, 0, 0, "yaml: " + e.getProblem()));
    } catch (YamlEngineException e) {
      throw new AlertingConfigurationException(file, 0, 0, "yaml: " + e.getMessage());
    }
  }

  /** The error of a node. */
  AlertingConfigurationException error(Node node, String problem) {
    return node.getStartMark()
        .map(mark ->
            new AlertingConfigurationException(
                file, mark.getLine() + 1, mark.getColumn() + 1, problem))
        .orElseGet(() -> new AlertingConfigurationException(file, 0, 0, problem));
  }

  /** The values of a mapping by their keys, without the empty ones; every key has to be known. */
  Map<String, Node> mapping(Node node, String what, Set<String> known) {
    Map<String, Node> values = new LinkedHashMap<>();
    for (Map.Entry<String, Node> entry : entries(node, what).entrySet()) {
      if (!known.contains(entry.getKey())) {
        throw error(entry.getValue(), "field " + entry.getKey() + " not found in type " + what);
      }
      if (!isEmpty(entry.getValue())) {
        values.put(entry.getKey(), entry.getValue());
      }
    }
    return values;
  }

  /** The values of a mapping whose keys may be anything. */
  Map<String, Node> entries(Node node, String what) {
    if (!(node instanceof MappingNode mapping)) {
      throw error(node, "cannot unmarshal " + shown(node) + " into " + what);
    }
    Map<String, Node> values = new LinkedHashMap<>();
    Map<String, Node> merged = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String key = text(tuple.getKeyNode());
      if (key.equals(MERGE)) {
        merged.putAll(entries(tuple.getValueNode(), what));
      } else if (values.put(key, tuple.getValueNode()) != null) {
        throw error(tuple.getKeyNode(), "key \"" + key + "\" already set in map");
      }
    }
    merged.forEach(values::putIfAbsent);
    return values;
  }

  /** The elements of a list. */
  List<Node> sequence(Node node) {
    if (!(node instanceof SequenceNode sequence)) {
      throw error(node, "cannot unmarshal " + shown(node) + " into a list");
    }
    return sequence.getValue();
  }

  /** A text. */
  String text(Node node) {
    if (isEmpty(node)) {
      return "";
    }
    if (!(node instanceof ScalarNode scalar)) {
      throw error(node, "cannot unmarshal " + shown(node) + " into string");
    }
    return scalar.getValue();
  }

  /** A truth value, in any of YAML's words for one. */
  boolean truth(Node node) {
    String text = text(node).toLowerCase(Locale.ROOT);
    if (!TRUE.contains(text) && !FALSE.contains(text)) {
      throw error(node, "cannot unmarshal " + shown(node) + " into bool");
    }
    return TRUE.contains(text);
  }

  /** A whole number. */
  long number(Node node) {
    try {
      return Long.parseLong(text(node));
    } catch (NumberFormatException e) {
      throw error(node, "cannot unmarshal " + shown(node) + " into int");
    }
  }

  /** A duration in Prometheus' notation. */
  Duration duration(Node node) {
    String text = text(node);
    OptionalLong millis = Durations.parseMillis(text);
    if (millis.isEmpty()) {
      throw error(
          node,
          text.isEmpty()
              ? "empty duration string"
              : "not a valid duration string: \"" + text + "\"");
    }
    return Duration.ofMillis(millis.getAsLong());
  }

  /** The texts of a list; a text alone is a list of one. */
  List<String> texts(Node node) {
    return node instanceof ScalarNode
        ? List.of(text(node))
        : sequence(node).stream().map(this::text).toList();
  }

  /** A mapping from texts to texts. */
  Map<String, String> textMap(Node node) {
    Map<String, String> texts = new LinkedHashMap<>();
    entries(node, "map[string]string").forEach((name, value) -> texts.put(name, text(value)));
    return texts;
  }

  private static String shown(Node node) {
    return node instanceof ScalarNode scalar
        ? "`" + scalar.getValue() + "`"
        : node instanceof MappingNode ? "a mapping" : "a list";
  }

  private static boolean isEmpty(Node node) {
    return node.getTag().equals(Tag.NULL);
  }
}
