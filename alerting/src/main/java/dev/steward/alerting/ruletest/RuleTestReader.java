package dev.steward.alerting.ruletest;

import dev.steward.alerting.rule.RulePaths;
import dev.steward.query.promql.series.HistogramLiteral;
import dev.steward.query.promql.series.SeriesLine;
import dev.steward.query.promql.series.SeriesSyntaxException;
import dev.steward.query.promql.syntax.Durations;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads a file of unit tests strictly: a key that is not known is an error. */
final class RuleTestReader {
  private static final long MINUTE = 60_000;
  private static final Set<String> FILE_KEYS =
      Set.of("rule_files", "evaluation_interval", "group_eval_order", "fuzzy_compare", "tests");
  private static final Set<String> TEST_KEYS =
      Set.of(
          "name",
          "interval",
          "input_series",
          "promql_expr_test",
          "alert_rule_test",
          "external_labels",
          "external_url",
          "start_timestamp");

  private final Path file;

  private RuleTestReader(Path file) {
    this.file = file;
  }

  static RuleTestFile read(Path file) {
    try {
      LoadSettings settings = LoadSettings.builder().setLabel(file.toString()).build();
      Object root = new Load(settings).loadFromString(Files.readString(file));
      return new RuleTestReader(file).file(root);
    } catch (IOException e) {
      throw new RuleTestException(file + ": cannot be read: " + e, e);
    } catch (YamlEngineException e) {
      throw new RuleTestException(file + ": " + e.getMessage() + " (expected: YAML)", e);
    } catch (SeriesSyntaxException | StewardException e) {
      throw new RuleTestException(file + ": " + e.getMessage(), e);
    }
  }

  private RuleTestFile file(@Nullable Object root) {
    Map<?, ?> map = map(root, "the file", FILE_KEYS);
    long evaluation = millis(map.get("evaluation_interval"), "evaluation_interval", MINUTE);
    List<Path> rules = new ArrayList<>();
    for (Object pattern : list(map.get("rule_files"), "rule_files")) {
      addFiles(pattern.toString(), rules);
    }
    List<RuleTestFile.Test> tests = new ArrayList<>();
    for (Object test : list(map.get("tests"), "tests")) {
      tests.add(test(test, evaluation));
    }
    List<String> order = new ArrayList<>();
    list(map.get("group_eval_order"), "group_eval_order").forEach(name -> order.add("" + name));
    return new RuleTestFile(
        rules, evaluation, order, Boolean.TRUE.equals(map.get("fuzzy_compare")), tests);
  }

  /** Rule files are named from the folder of the test file; the last part may hold {@code *}. */
  private void addFiles(String pattern, List<Path> into) {
    Path folder = file.toAbsolutePath().getParent();
    List<Path> found = RulePaths.matching(folder == null ? Path.of("") : folder, pattern);
    if (found.isEmpty()) {
      throw new RuleTestException(file + ": rule_files: " + pattern + ": no such file");
    }
    into.addAll(found);
  }

  private RuleTestFile.Test test(Object tree, long evaluation) {
    Map<?, ?> map = map(tree, "tests", TEST_KEYS);
    List<SeriesLine> series = new ArrayList<>();
    for (Object each : list(map.get("input_series"), "input_series")) {
      Map<?, ?> input = map(each, "input_series", Set.of("series", "values"));
      series.add(SeriesLine.parse(text(input, "series") + " " + text(input, "values")));
    }
    List<RuleTestFile.Expression> expressions = new ArrayList<>();
    for (Object each : list(map.get("promql_expr_test"), "promql_expr_test")) {
      expressions.add(expression(each));
    }
    List<RuleTestFile.Alerts> alerts = new ArrayList<>();
    for (Object each : list(map.get("alert_rule_test"), "alert_rule_test")) {
      alerts.add(alerts(each));
    }
    return new RuleTestFile.Test(
        map.get("name") == null ? "" : text(map, "name"),
        millis(map.get("interval"), "interval", evaluation),
        series,
        expressions,
        alerts,
        startMillis(map.get("start_timestamp")),
        texts(map.get("external_labels"), "external_labels"),
        map.get("external_url") == null ? "" : text(map, "external_url"));
  }

  private RuleTestFile.Alerts alerts(Object tree) {
    Map<?, ?> map = map(tree, "alert_rule_test", Set.of("eval_time", "alertname", "exp_alerts"));
    if (map.get("alertname") == null) {
      throw new RuleTestException(
          file + ": an item under alert_rule_test misses required attribute alertname");
    }
    String name = text(map, "alertname");
    List<RuleTestFile.Alert> expected = new ArrayList<>();
    for (Object each : list(map.get("exp_alerts"), "exp_alerts")) {
      Map<?, ?> alert = map(each, "exp_alerts", Set.of("exp_labels", "exp_annotations"));
      Labels.Builder labels = Labels.builder();
      texts(alert.get("exp_labels"), "exp_labels").forEach(labels::set);
      expected.add(
          new RuleTestFile.Alert(
              labels.set("alertname", name).build(),
              texts(alert.get("exp_annotations"), "exp_annotations")));
    }
    return new RuleTestFile.Alerts(name, millis(map.get("eval_time"), "eval_time", 0), expected);
  }

  private Map<String, String> texts(@Nullable Object tree, String what) {
    Map<String, String> texts = new TreeMap<>();
    if (tree != null) {
      if (!(tree instanceof Map<?, ?> map)) {
        throw new RuleTestException(file + ": " + what + ": " + tree + " (expected: a mapping)");
      }
      map.forEach((name, value) -> texts.put("" + name, value == null ? "" : "" + value));
    }
    return texts;
  }

  /** Seconds since the Unix epoch, or a time as RFC 3339 has it. */
  private long startMillis(@Nullable Object value) {
    if (value == null) {
      return 0;
    }
    try {
      return value instanceof Number seconds
          ? Math.round(seconds.doubleValue() * 1000)
          : OffsetDateTime.parse(value.toString()).toInstant().toEpochMilli();
    } catch (DateTimeParseException e) {
      throw new RuleTestException(
          file + ": start_timestamp: " + value + " (expected: seconds, or a time as in RFC 3339)",
          e);
    }
  }

  private RuleTestFile.Expression expression(Object tree) {
    Map<?, ?> map = map(tree, "promql_expr_test", Set.of("expr", "eval_time", "exp_samples"));
    List<RuleTestFile.Expected> samples = new ArrayList<>();
    for (Object each : list(map.get("exp_samples"), "exp_samples")) {
      Map<?, ?> sample = map(each, "exp_samples", Set.of("labels", "value", "histogram"));
      Object labels = sample.get("labels");
      samples.add(
          new RuleTestFile.Expected(
              labels == null ? Labels.EMPTY : SeriesLine.labels(labels.toString()), value(sample)));
    }
    return new RuleTestFile.Expression(
        text(map, "expr"), millis(map.get("eval_time"), "eval_time", 0), samples);
  }

  private static SeriesLine.Value value(Map<?, ?> sample) {
    Object histogram = sample.get("histogram");
    if (histogram != null) {
      String text = histogram.toString().strip();
      if (!text.startsWith("{{") || !text.endsWith("}}")) {
        throw new SeriesSyntaxException("histogram: " + text + " (expected: {{…}})");
      }
      return new SeriesLine.Value(0, HistogramLiteral.parse(text.substring(2, text.length() - 2)));
    }
    Object value = sample.get("value");
    return new SeriesLine.Value(
        value == null ? 0 : SeriesLine.number(value.toString().replace(".inf", "inf")), null);
  }

  private Map<?, ?> map(@Nullable Object tree, String what, Set<String> keys) {
    if (!(tree instanceof Map<?, ?> map)) {
      throw new RuleTestException(file + ": " + what + ": " + tree + " (expected: a mapping)");
    }
    for (Object key : map.keySet()) {
      if (!keys.contains(String.valueOf(key))) {
        throw new RuleTestException(
            "%s: %s: unknown key %s (expected: one of %s)"
                .formatted(file, what, key, new TreeSet<>(keys)));
      }
    }
    return map;
  }

  private List<Object> list(@Nullable Object tree, String what) {
    if (tree == null) {
      return List.of();
    }
    if (!(tree instanceof List<?> list)) {
      throw new RuleTestException(file + ": " + what + ": " + tree + " (expected: a list)");
    }
    return List.copyOf(list);
  }

  private String text(Map<?, ?> map, String key) {
    Object value = map.get(key);
    if (value == null) {
      throw new RuleTestException(file + ": " + key + ": missing (expected: a text)");
    }
    return value.toString();
  }

  private long millis(@Nullable Object value, String what, long otherwise) {
    if (value == null) {
      return otherwise;
    }
    String text = value.toString();
    OptionalLong millis = text.equals("0") ? OptionalLong.of(0) : Durations.parseMillis(text);
    if (millis.isEmpty()) {
      throw new RuleTestException(
          file + ": " + what + ": " + text + " (expected: a duration, such as 1m or 1h30m)");
    }
    return millis.getAsLong();
  }
}
