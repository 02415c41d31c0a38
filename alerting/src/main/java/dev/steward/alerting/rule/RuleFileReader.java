package dev.steward.alerting.rule;

import dev.steward.query.promql.syntax.Durations;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads rule files as Prometheus has them, strictly: every problem of a file is found at once, each
 * with its line and column, and a file with a problem gives no rules.
 *
 * <p>Source: the Prometheus documentation of recording and alerting rules.
 */
public final class RuleFileReader {
  private static final int MAX_BYTES = 16 << 20;
  private static final List<String> FILE_KEYS = List.of("groups");
  private static final List<String> GROUP_KEYS =
      List.of("name", "interval", "query_offset", "limit", "labels", "rules");

  private final YamlPlaces yaml;

  private RuleFileReader(String name) {
    this.yaml = new YamlPlaces(name);
  }

  /**
   * Reads a file.
   *
   * @throws RuleFileException if it cannot be used
   */
  public static RuleFile read(Path file) {
    String name = file.toString();
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw unusable(name, "larger than 16 MiB (expected: a rule file)");
      }
      return parse(name, Files.readString(file));
    } catch (MalformedInputException e) {
      throw unusable(name, "not UTF-8 (expected: a rule file)");
    } catch (IOException e) {
      throw unusable(name, "cannot be read: " + e + " (expected: a rule file)");
    }
  }

  /**
   * Reads the text of a file.
   *
   * @param name the file's name, for problems and interfaces
   * @throws RuleFileException if it cannot be used
   */
  public static RuleFile parse(String name, String text) {
    RuleFileReader reader = new RuleFileReader(name);
    List<RuleGroup> groups = reader.compose(name, text).map(reader::groups).orElse(List.of());
    if (!reader.yaml.problems().isEmpty()) {
      throw new RuleFileException(reader.yaml.problems());
    }
    return new RuleFile(name, groups);
  }

  private static Optional<Node> compose(String name, String text) {
    try {
      LoadSettings settings = LoadSettings.builder().setLabel(name).build();
      return new Compose(settings).composeString(text);
    } catch (MarkedYamlEngineException e) {
      RuleProblem problem =
          e.getProblemMark()
              .map(mark ->
                  new RuleProblem(
                      name, mark.getLine() + 1, mark.getColumn() + 1, e.getProblem() + ""))
              .orElseGet(() -> new RuleProblem(name, 0, 0, e.getProblem() + ""));
      throw new RuleFileException(List.of(problem));
    } catch (YamlEngineException e) {
      throw unusable(name, e.getMessage() + " (expected: YAML)");
    }
  }

  private static RuleFileException unusable(String name, String message) {
    return new RuleFileException(List.of(new RuleProblem(name, 0, 0, message)));
  }

  private List<RuleGroup> groups(Node root) {
    Map<String, Node> file = yaml.mapping(root, "the file", FILE_KEYS);
    List<RuleGroup> groups = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Node node : yaml.sequence(file.get("groups"), "groups")) {
      RuleGroup group = group(node);
      if (group.name().isEmpty()) {
        yaml.problem(node, "Groupname must not be empty");
      } else if (!names.add(group.name())) {
        yaml.problem(node, "groupname: \"" + group.name() + "\" is repeated in the same file");
      }
      groups.add(group);
    }
    return groups;
  }

  private RuleGroup group(Node node) {
    Map<String, Node> keys = yaml.mapping(node, "group", GROUP_KEYS);
    String name = yaml.text(keys.get("name"), "name");
    RuleReader rules = new RuleReader(yaml, name);
    Map<String, String> labels = yaml.texts(keys.get("labels"), "labels");
    rules.checkLabels(node, labels);
    List<Rule> read = new ArrayList<>();
    for (Node rule : yaml.sequence(keys.get("rules"), "rules")) {
      rules.read(rule, read.size() + 1).ifPresent(read::add);
    }
    return new RuleGroup(
        name,
        duration(yaml, keys.get("interval"), "interval").filter(each -> !each.isZero()),
        duration(yaml, keys.get("query_offset"), "query_offset"),
        yaml.count(keys.get("limit"), "limit").orElse(0),
        labels,
        read);
  }

  /** A duration in Prometheus' form, or nothing. */
  static Optional<Duration> duration(YamlPlaces yaml, @Nullable Node node, String what) {
    if (node == null) {
      return Optional.empty();
    }
    String text = yaml.text(node, what);
    OptionalLong millis = Durations.parseMillis(text);
    if (millis.isEmpty()) {
      yaml.problem(node, what + ": " + text + " (expected: a duration, such as 1m or 1h30m)");
      return Optional.empty();
    }
    return Optional.of(Duration.ofMillis(millis.getAsLong()));
  }
}
