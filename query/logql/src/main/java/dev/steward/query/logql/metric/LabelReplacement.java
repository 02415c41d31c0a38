package dev.steward.query.logql.metric;

import dev.steward.query.logql.syntax.MetricExpression.LabelReplace;
import dev.steward.spi.model.Labels;
import dev.steward.spi.text.RegexMatcher;
import dev.steward.spi.text.RegexReplacement;
import java.util.List;

/** {@code label_replace}: sets a label from what a regular expression finds in another. */
final class LabelReplacement {
  private LabelReplacement() {}

  static List<StepSeries> apply(LabelReplace replace, List<StepSeries> all) {
    return all.stream()
        .map(series -> series.withLabels(replaced(replace, series.labels())))
        .toList();
  }

  private static Labels replaced(LabelReplace replace, Labels labels) {
    RegexMatcher matcher = replace.regex().matcher(labels.valueOrEmpty(replace.source()));
    if (!matcher.matches()) {
      return labels;
    }
    String value = RegexReplacement.of(replace.replacement()).of(replace.regex(), matcher);
    return Partners.withoutEmpty(labels.with(replace.destination(), value));
  }
}
