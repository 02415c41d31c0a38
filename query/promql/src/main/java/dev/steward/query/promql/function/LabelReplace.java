package dev.steward.query.promql.function;

import dev.steward.query.promql.syntax.StringLiterals;
import dev.steward.query.value.SeriesMerge;
import dev.steward.query.value.SeriesSink;
import dev.steward.query.value.StepSeries;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Labels;
import dev.steward.spi.text.Regex;
import dev.steward.spi.text.RegexMatcher;
import dev.steward.spi.text.RegexSyntaxException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sets a label to what a regular expression finds in another; series it does not match stay. */
final class LabelReplace implements VectorFunction {
  private static final Pattern REFERENCE =
      Pattern.compile("\\$(?:\\$|([A-Za-z0-9_]+)|\\{([A-Za-z0-9_]+)})");

  @Override
  public void apply(VectorCall call, SeriesSink sink) {
    String destination = call.text(1);
    String replacement = call.text(2);
    String source = call.text(3);
    Regex regex = compile(call.text(4));
    if (destination.isEmpty() || !StringLiterals.isValidText(destination)) {
      throw failed("invalid destination label name in label_replace(): " + destination);
    }
    List<StepSeries> all = call.vector(0);
    for (StepSeries series : all) {
      RegexMatcher matcher = regex.matcher(series.labels().valueOrEmpty(source));
      if (matcher.matches()) {
        relabel(series, destination, expand(replacement, matcher, regex));
      }
    }
    SeriesMerge.byLabels(all).forEach(sink::accept);
  }

  private static Regex compile(String expression) {
    try {
      // Anchored at both ends; a dot matches line ends too.
      return Regex.compile("(?s:" + expression + ")");
    } catch (RegexSyntaxException e) {
      throw failed("invalid regular expression in label_replace(): " + expression);
    }
  }

  /** Sets a label, or takes it away where it is empty; a name that is set stays. */
  static void relabel(StepSeries series, String name, String value) {
    Labels labels =
        value.isEmpty() ? series.labels().without(name) : series.labels().with(name, value);
    series.relabel(labels, !name.equals(Labels.METRIC_NAME) && series.nameDropped());
  }

  /** The template with groups put in; groups that are not there are empty, as in Go. */
  private static String expand(String template, RegexMatcher matcher, Regex regex) {
    return REFERENCE
        .matcher(template)
        .replaceAll(reference -> {
          String name = reference.group(1) != null ? reference.group(1) : reference.group(2);
          return Matcher.quoteReplacement(name == null ? "$" : group(name, matcher, regex));
        });
  }

  private static String group(String name, RegexMatcher matcher, Regex regex) {
    String value = null;
    if (name.chars().allMatch(c -> c >= '0' && c <= '9')) {
      int number = name.length() > 4 ? Integer.MAX_VALUE : Integer.parseInt(name);
      value = number <= matcher.groupCount() ? matcher.group(number) : null;
    } else {
      Integer number = regex.groups().get(name);
      value = number == null ? null : matcher.group(number);
    }
    return value == null ? "" : value;
  }

  static StewardException failed(String what) {
    return new StewardException(ErrorCode.EXECUTION_FAILED, what);
  }
}
