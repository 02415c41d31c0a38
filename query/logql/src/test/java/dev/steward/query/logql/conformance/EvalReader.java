package dev.steward.query.logql.conformance;

import dev.steward.query.logql.conformance.Script.Eval;
import dev.steward.query.logql.conformance.Script.Expectation;
import dev.steward.query.logql.conformance.Script.ExpectedFailure;
import dev.steward.query.logql.conformance.Script.ExpectedSeries;
import dev.steward.query.logql.conformance.Script.Moments;
import dev.steward.query.logql.text.Numbers;
import dev.steward.spi.model.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code eval} and the lines below it. */
final class EvalReader {
  private static final Pattern INSTANT = Pattern.compile("eval\\s+instant\\s+at\\s+(\\S+)\\s+(.*)");
  private static final Pattern RANGE =
      Pattern.compile("eval\\s+range\\s+from\\s+(\\S+)\\s+to\\s+(\\S+)\\s+step\\s+(\\S+)\\s+(.*)");
  private static final Pattern FAIL =
      Pattern.compile("expect\\s+fail(?:\\s+(msg|regex):\\s*(.*))?");

  private EvalReader() {}

  static Eval read(List<String> lines, int at, int end) {
    String line = lines.get(at).strip();
    Matcher instant = INSTANT.matcher(line);
    Matcher range = RANGE.matcher(line);
    int number = at + 1;
    if (instant.matches()) {
      long moment = LoadReader.duration(instant.group(1), number);
      Expectation expectation = expectation(lines, number, end, 1);
      return new Eval(number, new Moments(moment, moment, 0), instant.group(2), expectation);
    }
    if (range.matches()) {
      Moments moments =
          new Moments(
              LoadReader.duration(range.group(1), number),
              LoadReader.duration(range.group(2), number),
              LoadReader.duration(range.group(3), number));
      Expectation expectation = expectation(lines, number, end, moments.count());
      return new Eval(number, moments, range.group(4), expectation);
    }
    throw new ScriptException(number, "line: " + line + " (expected: eval instant or eval range)");
  }

  private static Expectation expectation(List<String> lines, int from, int to, int moments) {
    List<ExpectedSeries> series = new ArrayList<>();
    Double scalar = null;
    ExpectedFailure failure = null;
    boolean ordered = false;
    for (int at = from; at < to; at++) {
      String line = lines.get(at).strip();
      Matcher fail = FAIL.matcher(line);
      if (line.isEmpty()
          || line.startsWith("#")
          || line.startsWith("skip ")
          || line.matches("expect\\s+empty\\b.*")) {
        continue;
      }
      if (fail.matches()) {
        boolean regex = "regex".equals(fail.group(1));
        failure = new ExpectedFailure(regex ? null : fail.group(2), regex ? fail.group(2) : null);
      } else if (line.matches("expect\\s+ordered\\b.*")) {
        ordered = true;
      } else if (line.startsWith("{")) {
        series.add(series(line, at + 1, moments));
      } else if (line.startsWith("expect")) {
        throw new ScriptException(
            at + 1, "line: " + line + " (expected: expect fail, empty, ordered)");
      } else {
        scalar = number(withoutComment(line), at + 1);
      }
    }
    return new Expectation(series, scalar, failure, ordered);
  }

  private static ExpectedSeries series(String line, int number, int moments) {
    LoadReader.Scanner scanner = new LoadReader.Scanner(line, number);
    Labels labels = scanner.labels();
    List<@Nullable Double> values = new ArrayList<>();
    for (String word : withoutComment(scanner.rest()).split("\\s+", -1)) {
      addValues(word, number, values);
    }
    if (values.size() != moments) {
      throw new ScriptException(
          number, "values: " + values.size() + " (expected: " + moments + ", one a moment)");
    }
    return new ExpectedSeries(labels, values);
  }

  /** {@code 5}, {@code _}, or one of them with {@code x3} for three more. */
  private static void addValues(String word, int number, List<@Nullable Double> values) {
    Matcher repeated = Pattern.compile("(_|[^x]+)x(\\d+)").matcher(word);
    boolean many = repeated.matches();
    String text = many ? repeated.group(1) : word;
    Double value = text.equals("_") ? null : (Double) number(text, number);
    for (int i = 0; i < (many ? Integer.parseInt(repeated.group(2)) + 1 : 1); i++) {
      values.add(value);
    }
  }

  private static String withoutComment(String line) {
    int comment = line.indexOf('#');
    return (comment < 0 ? line : line.substring(0, comment)).strip();
  }

  private static double number(String text, int line) {
    OptionalDouble number = Numbers.parse(text);
    if (number.isEmpty()) {
      throw new ScriptException(line, "line: " + text + " (expected: a number or a series)");
    }
    return number.getAsDouble();
  }
}
