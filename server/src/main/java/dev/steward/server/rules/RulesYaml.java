package dev.steward.server.rules;

import dev.steward.alerting.evaluation.GroupStatus;
import dev.steward.alerting.evaluation.RuleStatus;
import dev.steward.alerting.rule.Rule;
import dev.steward.query.promql.syntax.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Groups of rules in the form of rule files. */
public final class RulesYaml {
  private RulesYaml() {}

  /** A group with some of its rules. */
  public static Map<String, Object> tree(GroupStatus group, List<RuleStatus> rules) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", group.name());
    tree.put("interval", text(group.interval()));
    if (group.limit() > 0) {
      tree.put("limit", group.limit());
    }
    List<Object> trees = new ArrayList<>();
    rules.forEach(status -> trees.add(tree(status)));
    tree.put("rules", trees);
    return tree;
  }

  private static Map<String, Object> tree(RuleStatus status) {
    Map<String, Object> tree = new LinkedHashMap<>();
    switch (status.rule()) {
      case Rule.Alerting alerting -> {
        tree.put("alert", alerting.name());
        tree.put("expr", alerting.expression().text());
        put(tree, "for", alerting.hold());
        put(tree, "keep_firing_for", alerting.keepFiring());
        put(tree, "labels", status.labels());
        put(tree, "annotations", alerting.annotations());
      }
      case Rule.Recording recording -> {
        tree.put("record", recording.name());
        tree.put("expr", recording.expression().text());
        put(tree, "labels", status.labels());
      }
    }
    return tree;
  }

  private static void put(Map<String, Object> tree, String key, Duration duration) {
    if (!duration.isZero()) {
      tree.put(key, text(duration));
    }
  }

  private static void put(Map<String, Object> tree, String key, Map<String, String> texts) {
    if (!texts.isEmpty()) {
      tree.put(key, new TreeMap<>(texts));
    }
  }

  private static String text(Duration duration) {
    return Durations.format(duration.toMillis());
  }

  /** A tree as text. */
  public static String text(Object tree) {
    DumpSettings settings =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setDereferenceAliases(true)
            .build();
    return new Dump(settings).dumpToString(tree);
  }
}
