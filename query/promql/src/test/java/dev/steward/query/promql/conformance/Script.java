package dev.steward.query.promql.conformance;

import dev.steward.query.promql.series.HistogramLiteral;
import dev.steward.query.promql.series.SeriesByHand;
import dev.steward.query.promql.series.SeriesByHand.Stored;
import dev.steward.query.promql.series.SeriesLine;
import dev.steward.spi.model.Labels;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a script line by line, fills its store and hands evaluations on. For one thread. */
final class Script {
  private static final Pattern LOAD = Pattern.compile("load(_with_nhcb)?\\s+(.+?)");
  private static final Pattern INSTANT =
      Pattern.compile("eval(?:_(fail|warn|ordered|info))?\\s+instant\\s+(?:at\\s+(\\S+)\\s+)?(.+)");
  private static final Pattern RANGE =
      Pattern.compile(
          "eval(?:_(fail|warn|ordered|info))?\\s+range\\s+from\\s+(\\S+)\\s+to\\s+(\\S+)\\s+step\\s+(\\S+)\\s+(.+)");
  private static final Pattern RANGE_VECTOR =
      Pattern.compile("range vector from\\s+(\\S+)\\s+to\\s+(\\S+)\\s+step\\s+(\\S+)");

  private final List<String> lines;
  private final SeriesByHand store;
  private int at;

  Script(List<String> lines, SeriesByHand store) {
    this.lines =
        lines.stream().map(String::trim).map(line -> line.startsWith("#") ? "" : line).toList();
    this.store = store;
  }

  void run(Consumer<Evaluation> evaluations) {
    while (at < lines.size()) {
      String line = lines.get(at);
      if (line.isEmpty()) {
        at++;
      } else if (line.equals("clear")) {
        store.clear();
        at++;
      } else if (line.startsWith("load")) {
        load(line);
      } else if (line.startsWith("eval")) {
        evaluations.accept(evaluation(line));
      } else {
        throw new ScriptException("line " + (at + 1) + ": " + line + " (expected: a command)");
      }
    }
  }

  private void load(String line) {
    Matcher matcher = LOAD.matcher(line);
    if (!matcher.matches()) {
      throw new ScriptException("line " + (at + 1) + ": " + line);
    }
    long step = SeriesLine.millis(matcher.group(2));
    Map<Labels, SeriesLine> values = new LinkedHashMap<>();
    Map<Labels, SeriesLine> starts = new HashMap<>();
    for (at++; at < lines.size() && !lines.get(at).isEmpty(); at++) {
      SeriesLine series = parsed(lines.get(at));
      (series.starts() ? starts : values).put(series.labels(), series);
    }
    ClassicConversion classic = new ClassicConversion();
    values
        .values()
        .forEach(series -> {
          put(series, starts.get(series.labels()), step);
          classic.add(series);
        });
    if (matcher.group(1) != null) {
      classic.convert((labels, index, histogram) ->
          store.put(labels, index * step, new Stored(histogram.sum(), histogram, 0)));
    }
  }

  private SeriesLine parsed(String line) {
    try {
      return SeriesLine.parse(line);
    } catch (RuntimeException e) {
      throw new ScriptException("line " + (at + 1) + ": " + e.getMessage());
    }
  }

  private void put(SeriesLine series, @Nullable SeriesLine starts, long step) {
    for (int i = 0; i < series.values().size(); i++) {
      SeriesLine.Value value = series.values().get(i);
      if (value == null) {
        continue;
      }
      long time = i * step;
      SeriesLine.Value start =
          starts != null && i < starts.values().size() ? starts.values().get(i) : null;
      HistogramLiteral histogram = value.histogram();
      store.put(
          series.labels(),
          time,
          new Stored(
              value.number(),
              histogram == null ? null : histogram.histogram(),
              start == null ? 0 : time + (long) start.number()));
    }
  }

  private Evaluation evaluation(String line) {
    int number = at + 1;
    Matcher instant = INSTANT.matcher(line);
    Matcher range = RANGE.matcher(line);
    Evaluation evaluation;
    String suffix;
    if (instant.matches()) {
      long time = instant.group(2) == null ? 0 : SeriesLine.millis(instant.group(2));
      evaluation = new Evaluation(number, true, time, time, 1, instant.group(3));
      suffix = instant.group(1);
    } else if (range.matches()) {
      evaluation =
          new Evaluation(
              number,
              false,
              SeriesLine.millis(range.group(2)),
              SeriesLine.millis(range.group(3)),
              SeriesLine.millis(range.group(4)),
              range.group(5));
      suffix = range.group(1);
    } else {
      throw new ScriptException("line " + number + ": " + line);
    }
    if (suffix != null) {
      evaluation.expectations.add(new Expectation(suffix, null, null));
    }
    for (at++; at < lines.size() && !lines.get(at).isEmpty(); at++) {
      String expected = lines.get(at);
      // Blocks may follow each other without an empty line between them.
      if (expected.startsWith("eval ")
          || expected.startsWith("eval_")
          || expected.startsWith("load ")
          || expected.equals("clear")) {
        break;
      }
      expect(evaluation, expected);
    }
    return evaluation;
  }

  private void expect(Evaluation evaluation, String line) {
    if (line.startsWith("expect string")) {
      String quoted = line.substring("expect string".length()).trim();
      evaluation.text = quoted.substring(1, quoted.length() - 1);
    } else if (line.startsWith("expect range vector")) {
      Matcher matcher = RANGE_VECTOR.matcher(line.substring("expect".length()).trim());
      if (!matcher.matches()) {
        throw new ScriptException("line " + (at + 1) + ": " + line);
      }
      evaluation.ranges =
          new long[] {
            SeriesLine.millis(matcher.group(1)),
            SeriesLine.millis(matcher.group(2)),
            SeriesLine.millis(matcher.group(3))
          };
    } else if (line.startsWith("expect ")) {
      evaluation.expectations.add(Expectation.parse(line.substring("expect".length()).trim()));
    } else if (line.startsWith("expected_fail_message")) {
      String message = line.substring("expected_fail_message".length()).trim();
      evaluation.expectations.add(new Expectation("fail", message, null));
    } else if (line.startsWith("expected_fail_regexp")) {
      String pattern = line.substring("expected_fail_regexp".length()).trim();
      evaluation.expectations.add(new Expectation("fail", null, Pattern.compile(pattern)));
    } else if (line.matches("[+-]?(?:[0-9.].*|[iI][nN][fF]|[nN][aA][nN])")) {
      evaluation.scalar = SeriesLine.number(line);
    } else {
      evaluation.series.add(parsed(line));
    }
  }
}
