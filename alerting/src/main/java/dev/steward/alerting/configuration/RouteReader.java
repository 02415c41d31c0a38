package dev.steward.alerting.configuration;

import dev.steward.alerting.matching.MatcherParser;
import dev.steward.alerting.matching.Matchers;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.select.LabelMatcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the tree of routes. */
final class RouteReader {
  private static final int MAX_DEPTH = 100;
  private static final Pattern LABEL_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
  private static final Set<String> KEYS =
      Set.of(
          "receiver",
          "group_by",
          "match",
          "match_re",
          "matchers",
          "mute_time_intervals",
          "active_time_intervals",
          "continue",
          "routes",
          "group_wait",
          "group_interval",
          "repeat_interval");

  private final PlacedYaml yaml;
  private final Set<String> receivers;
  private final Set<String> times;

  /**
   * A reader.
   *
   * @param receivers names that routes may use
   * @param times names of time intervals that routes may use
   */
  RouteReader(PlacedYaml yaml, Set<String> receivers, Set<String> times) {
    this.yaml = yaml;
    this.receivers = receivers;
    this.times = times;
  }

  Route root(Node node) {
    Map<String, Node> keys = yaml.mapping(node, "config.Route", KEYS);
    if (!keys.containsKey("receiver") || yaml.text(keys.get("receiver")).isEmpty()) {
      throw yaml.error(node, "root route must specify a default receiver");
    }
    for (String conditions : List.of("match", "match_re", "matchers")) {
      refuse(keys.get(conditions), "root route must not have any matchers");
    }
    refuse(keys.get("mute_time_intervals"), "root route must not have any mute time intervals");
    refuse(keys.get("active_time_intervals"), "root route must not have any active time intervals");
    if (keys.containsKey("continue") && yaml.truth(keys.get("continue"))) {
      throw yaml.error(keys.get("continue"), "cannot have continue in root route");
    }
    return route(node, null, 0, 0);
  }

  private void refuse(@Nullable Node node, String problem) {
    if (node != null) {
      throw yaml.error(node, problem);
    }
  }

  private Route route(Node node, @Nullable Route above, int index, int depth) {
    if (depth > MAX_DEPTH) {
      throw yaml.error(node, "routes are nested too deeply (expected: at most " + MAX_DEPTH + ")");
    }
    Map<String, Node> keys = yaml.mapping(node, "config.Route", KEYS);
    Matchers matchers = matchers(yaml, keys, "");
    Set<String> groupBy = above == null ? Set.of() : above.groupBy();
    boolean all = above != null && above.groupByAll();
    Node groups = keys.get("group_by");
    if (groups != null) {
      List<String> names = yaml.texts(groups);
      all = names.contains("...") || (names.isEmpty() && all);
      groupBy = groupBy(groups, names);
    }
    Route bare =
        new Route(
            above == null ? "{}" : above.id() + "/" + matchers + "/" + index,
            above == null ? "{}" : above.key() + "/" + matchers,
            receiver(keys.get("receiver"), above),
            groupBy,
            all,
            matchers,
            keys.containsKey("continue") && yaml.truth(keys.get("continue")),
            duration(
                keys.get("group_wait"),
                above == null ? AlertingConfiguration.GROUP_WAIT : above.groupWait()),
            positive(
                keys.get("group_interval"),
                "group_interval",
                above == null ? AlertingConfiguration.GROUP_INTERVAL : above.groupInterval()),
            positive(
                keys.get("repeat_interval"),
                "repeat_interval",
                above == null ? AlertingConfiguration.REPEAT_INTERVAL : above.repeatInterval()),
            times(keys.get("mute_time_intervals")),
            times(keys.get("active_time_intervals")),
            List.of());
    return withRoutes(bare, keys.get("routes"), depth);
  }

  private Route withRoutes(Route bare, @Nullable Node nodes, int depth) {
    List<Route> below = new ArrayList<>();
    if (nodes != null) {
      for (Node node : yaml.sequence(nodes)) {
        below.add(route(node, bare, below.size(), depth + 1));
      }
    }
    return new Route(
        bare.id(),
        bare.key(),
        bare.receiver(),
        bare.groupBy(),
        bare.groupByAll(),
        bare.matchers(),
        bare.goesOn(),
        bare.groupWait(),
        bare.groupInterval(),
        bare.repeatInterval(),
        bare.muteTimes(),
        bare.activeTimes(),
        below);
  }

  private String receiver(@Nullable Node node, @Nullable Route above) {
    String name = node == null ? "" : yaml.text(node);
    if (node == null || name.isEmpty()) {
      return above == null ? "" : above.receiver();
    }
    if (!receivers.contains(name)) {
      throw yaml.error(node, "undefined receiver \"" + name + "\" used in route");
    }
    return name;
  }

  private Set<String> groupBy(Node node, List<String> names) {
    Set<String> labels = new HashSet<>();
    for (String name : names) {
      if (name.isEmpty()) {
        throw yaml.error(node, "invalid label name \"" + name + "\" in group_by list");
      }
      if (!name.equals("...") && !labels.add(name)) {
        throw yaml.error(node, "duplicated label \"" + name + "\" in group_by");
      }
    }
    if (!labels.isEmpty() && names.contains("...")) {
      throw yaml.error(
          node, "cannot have wildcard group_by (`...`) and other labels at the same time");
    }
    return labels;
  }

  private Duration duration(@Nullable Node node, Duration otherwise) {
    return node == null ? otherwise : yaml.duration(node);
  }

  private Duration positive(@Nullable Node node, String what, Duration otherwise) {
    Duration duration = duration(node, otherwise);
    if (node != null && duration.isZero()) {
      throw yaml.error(node, what + " cannot be zero");
    }
    return duration;
  }

  private List<String> times(@Nullable Node node) {
    if (node == null) {
      return List.of();
    }
    List<String> names = yaml.texts(node);
    for (String name : names) {
      if (!times.contains(name)) {
        throw yaml.error(node, "undefined time interval \"" + name + "\" used in route");
      }
    }
    return names;
  }

  /** The conditions below three keys: {@code match}, {@code match_re} and {@code matchers}. */
  static Matchers matchers(PlacedYaml yaml, Map<String, Node> keys, String prefix) {
    List<LabelMatcher> all = new ArrayList<>();
    conditions(yaml, keys.get(prefix + "match"), "=", all);
    conditions(yaml, keys.get(prefix + "match_re"), "=~", all);
    Node list = keys.get(prefix + "matchers");
    if (list != null) {
      for (Node line : yaml.sequence(list)) {
        try {
          all.addAll(MatcherParser.parse(yaml.text(line)).all());
        } catch (AlertingConfigurationException e) {
          throw e;
        } catch (StewardException e) {
          throw yaml.error(line, String.valueOf(e.getMessage()));
        }
      }
    }
    return new Matchers(all);
  }

  private static void conditions(
      PlacedYaml yaml, @Nullable Node node, String operator, List<LabelMatcher> all) {
    if (node == null) {
      return;
    }
    yaml.textMap(node)
        .forEach((name, value) -> {
          if (!LABEL_NAME.matcher(name).matches()) {
            throw yaml.error(node, "invalid label name \"" + name + "\"");
          }
          try {
            all.add(MatcherParser.matcher(name, operator, value));
          } catch (StewardException e) {
            throw yaml.error(node, String.valueOf(e.getMessage()));
          }
        });
  }
}
