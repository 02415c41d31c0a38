package dev.steward.alerting.matching;

import dev.steward.spi.model.Labels;
import dev.steward.spi.select.LabelMatcher;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Conditions that all have to hold, sorted by label, value and kind. Immutable.
 *
 * @param all the conditions
 */
public record Matchers(List<LabelMatcher> all) {
  private static final Comparator<LabelMatcher> ORDER =
      Comparator.comparing(LabelMatcher::name)
          .thenComparing(Matchers::value)
          .thenComparingInt(Matchers::kind);

  /** No conditions: accepts everything. */
  public static final Matchers NONE = new Matchers(List.of());

  /** Copies and sorts the conditions. */
  public Matchers {
    all = all.stream().sorted(ORDER).toList();
  }

  /** Whether all conditions accept the labels. */
  public boolean accept(Labels labels) {
    for (LabelMatcher matcher : all) {
      if (!matcher.accepts(labels)) {
        return false;
      }
    }
    return true;
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** What a condition compares with: its value, or the text of its expression. */
  public static String value(LabelMatcher matcher) {
    return switch (matcher) {
      case LabelMatcher.Equal equal -> equal.value();
      case LabelMatcher.NotEqual notEqual -> notEqual.value();
      case LabelMatcher.Matches matches -> matches.regex().source();
      case LabelMatcher.NotMatches notMatches -> notMatches.regex().source();
    };
  }

  /** Whether a condition compares with a regular expression. */
  public static boolean isRegex(LabelMatcher matcher) {
    return switch (matcher) {
      case LabelMatcher.Matches ignored -> true;
      case LabelMatcher.NotMatches ignored -> true;
      case LabelMatcher.Equal ignored -> false;
      case LabelMatcher.NotEqual ignored -> false;
    };
  }

  /** Whether a condition wants what it compares with, and not anything else. */
  public static boolean isEqual(LabelMatcher matcher) {
    return switch (matcher) {
      case LabelMatcher.Matches ignored -> true;
      case LabelMatcher.Equal ignored -> true;
      case LabelMatcher.NotMatches ignored -> false;
      case LabelMatcher.NotEqual ignored -> false;
    };
  }

  private static int kind(LabelMatcher matcher) {
    return (isRegex(matcher) ? 2 : 0) + (isEqual(matcher) ? 0 : 1);
  }

  /** As Alertmanager writes them: {@code {a="b",c=~"d"}}. */
  @Override
  public String toString() {
    return all.stream().map(LabelMatcher::toString).collect(Collectors.joining(",", "{", "}"));
  }
}
