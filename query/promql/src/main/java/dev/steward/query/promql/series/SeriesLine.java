package dev.steward.query.promql.series;

import dev.steward.query.promql.syntax.Durations;
import dev.steward.query.promql.syntax.PromqlParser;
import dev.steward.query.value.histogram.IncompatibleSchemasException;
import dev.steward.query.value.histogram.WorkingHistogram;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.model.SampleValues;
import dev.steward.spi.select.LabelMatcher;
import dev.steward.spi.select.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A series and its values as tests write them: {@code name{a="b"} 1+2x3 _ stale {{count:1}}x2}.
 *
 * @param labels the series
 * @param starts whether the values are start timestamps, milliseconds from each sample's time
 * @param values a value for each step, null where there is none
 */
public record SeriesLine(Labels labels, boolean starts, List<@Nullable Value> values) {
  /** A value; a histogram literal where it is one. */
  public record Value(double number, @Nullable HistogramLiteral histogram) {}

  private static final String NUMBER =
      "[+-]?(?:(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?|[iI][nN][fF]|[nN][aA][nN])";
  private static final Pattern SEQUENCE =
      Pattern.compile("(" + NUMBER + ")(?:([+-](?:\\d|\\.|[iI]).*?)?x(\\d+))?");
  private static final Pattern BLANKS = Pattern.compile("_(?:x(\\d+))?");
  private static final Pattern STALE = Pattern.compile("stale(?:x(\\d+))?");
  private static final Pattern HISTOGRAM =
      Pattern.compile("\\{\\{(.*?)}}(?:(?:([+-])\\{\\{(.*?)}})?x(\\d+))?");
  private static final String LENGTH = "[+-]?(?:(?:\\d+(?:ms|[smhdwy]))+|0)";
  private static final Pattern LENGTHS =
      Pattern.compile("(" + LENGTH + ")(?:([+-](?:\\d+(?:ms|[smhdwy]))+)?x(\\d+))?");

  /** A number: with {@code Inf}, {@code NaN} and hexadecimal ones. */
  public static double number(String text) {
    String word = text.startsWith("+") ? text.substring(1) : text;
    if (word.equalsIgnoreCase("inf")) {
      return Double.POSITIVE_INFINITY;
    }
    if (word.equalsIgnoreCase("-inf")) {
      return Double.NEGATIVE_INFINITY;
    }
    if (word.equalsIgnoreCase("nan")) {
      return Double.NaN;
    }
    try {
      return word.startsWith("0x") ? Long.decode(word) : Double.parseDouble(word);
    } catch (NumberFormatException e) {
      throw new SeriesSyntaxException("number: " + text);
    }
  }

  /**
   * Reads a line.
   *
   * @throws SeriesSyntaxException if it is none
   */
  public static SeriesLine parse(String line) {
    int end = endOfName(line);
    String name = line.substring(0, end);
    String rest = line.substring(end).trim();
    boolean starts = name.endsWith("@st");
    String selector = starts ? name.substring(0, name.length() - 3) : name;
    return new SeriesLine(labels(selector), starts, values(rest, starts));
  }

  private static int endOfName(String line) {
    char quote = 0;
    int depth = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote != 0) {
        if (c == '\\' && quote != '`') {
          i++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (c == '"' || c == '\'' || c == '`') {
        quote = c;
      } else if (c == '{') {
        depth++;
      } else if (c == '}') {
        depth--;
      } else if (depth == 0 && Character.isWhitespace(c)) {
        if (line.substring(i).stripLeading().startsWith("{")
            && !line.substring(i).stripLeading().startsWith("{{")) {
          continue;
        }
        return i;
      }
    }
    return line.length();
  }

  /** The labels of a selector that asks for equality only. */
  public static Labels labels(String text) {
    String trimmed = text.trim();
    if (trimmed.equals("{}") || trimmed.isEmpty()) {
      return Labels.EMPTY;
    }
    boolean bare = trimmed.startsWith("{");
    // The condition makes a selector of labels that are all empty.
    String selector =
        bare ? "{__script__=\"\",__name__!=\"\u0001\"," + trimmed.substring(1) : trimmed;
    Selector parsed = PromqlParser.parseSelector(bare ? selector.replace(",}", "}") : selector);
    Labels.Builder labels = Labels.builder();
    for (LabelMatcher matcher : parsed.matchers()) {
      if (matcher instanceof LabelMatcher.Equal equal && !equal.value().isEmpty()) {
        labels.set(equal.name(), equal.value());
      }
    }
    return labels.build();
  }

  private static List<@Nullable Value> values(String text, boolean starts) {
    List<@Nullable Value> values = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      if (Character.isWhitespace(text.charAt(at))) {
        at++;
        continue;
      }
      at = value(text, at, starts, values);
    }
    return values;
  }

  private static int value(String text, int at, boolean starts, List<@Nullable Value> values) {
    if (text.startsWith("{{", at)) {
      Matcher matcher = HISTOGRAM.matcher(text).region(at, text.length());
      if (matcher.lookingAt()) {
        histograms(matcher, values);
        return matcher.end();
      }
      throw new SeriesSyntaxException("histogram: " + text.substring(at));
    }
    int end = at;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    String word = text.substring(at, end);
    Matcher blanks = BLANKS.matcher(word);
    Matcher stale = STALE.matcher(word);
    if (blanks.matches()) {
      repeat(values, null, blanks.group(1) == null ? 1 : Integer.parseInt(blanks.group(1)));
    } else if (stale.matches()) {
      int count = stale.group(1) == null ? 1 : Integer.parseInt(stale.group(1)) + 1;
      repeat(values, new Value(SampleValues.STALE, null), count);
    } else if (starts) {
      lengths(word, values);
    } else {
      numbers(word, values);
    }
    return end;
  }

  private static void repeat(List<@Nullable Value> values, @Nullable Value value, int count) {
    for (int i = 0; i < count; i++) {
      values.add(value);
    }
  }

  private static void numbers(String word, List<@Nullable Value> values) {
    Matcher matcher = SEQUENCE.matcher(word);
    if (!matcher.matches()) {
      throw new SeriesSyntaxException("value: " + word);
    }
    double value = number(matcher.group(1));
    double step = matcher.group(2) == null ? 0 : number(matcher.group(2));
    int more = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
    for (int i = 0; i <= more; i++) {
      values.add(new Value(value, null));
      value += step;
    }
  }

  private static void lengths(String word, List<@Nullable Value> values) {
    Matcher matcher = LENGTHS.matcher(word);
    if (!matcher.matches()) {
      throw new SeriesSyntaxException("start: " + word);
    }
    long value = millis(matcher.group(1));
    long step = matcher.group(2) == null ? 0 : millis(matcher.group(2));
    int more = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
    for (int i = 0; i <= more; i++) {
      values.add(new Value(value, null));
      value += step;
    }
  }

  /** A duration with its sign, in milliseconds. */
  public static long millis(String text) {
    String unsigned = text.startsWith("+") || text.startsWith("-") ? text.substring(1) : text;
    OptionalLong millis = Durations.parseMillis(unsigned);
    if (millis.isEmpty()) {
      return Math.round(number(text) * 1000);
    }
    return text.startsWith("-") ? -millis.getAsLong() : millis.getAsLong();
  }

  private static void histograms(Matcher matcher, List<@Nullable Value> values) {
    HistogramLiteral first = HistogramLiteral.parse(matcher.group(1));
    int more = matcher.group(4) == null ? 0 : Integer.parseInt(matcher.group(4));
    values.add(new Value(0, first));
    String change = matcher.group(3);
    NativeHistogram current = first.histogram();
    for (int i = 0; i < more; i++) {
      if (change != null) {
        NativeHistogram step = HistogramLiteral.parse(change).histogram();
        current = sum(current, step, "-".equals(matcher.group(2)) ? -1 : 1);
      }
      values.add(new Value(0, new HistogramLiteral(current, first.hinted())));
    }
  }

  private static NativeHistogram sum(NativeHistogram left, NativeHistogram right, int sign) {
    try {
      WorkingHistogram sum = WorkingHistogram.of(left);
      // Steps are changes of the same series, whatever their resolution.
      sum.add(WorkingHistogram.of(right), sign);
      sum.joinHint(right.resetHint());
      return sum.build();
    } catch (IncompatibleSchemasException e) {
      throw new SeriesSyntaxException("histograms: " + e.getMessage());
    }
  }
}
