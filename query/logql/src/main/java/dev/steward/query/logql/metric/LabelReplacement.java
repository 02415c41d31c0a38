package dev.steward.query.logql.metric;

import dev.steward.query.logql.syntax.MetricExpression.LabelReplace;
import dev.steward.spi.model.Labels;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;

/** {@code label_replace}: sets a label from what a regular expression finds in another. */
final class LabelReplacement {
  private LabelReplacement() {}

  static List<StepSeries> apply(LabelReplace replace, List<StepSeries> all) {
    return all.stream()
        .map(series -> series.withLabels(replaced(replace, series.labels())))
        .toList();
  }

  private static Labels replaced(LabelReplace replace, Labels labels) {
    Matcher matcher = replace.regex().matcher(labels.valueOrEmpty(replace.source()));
    if (!matcher.matches()) {
      return labels;
    }
    String value = expanded(replace, matcher);
    return value.isEmpty()
        ? labels.without(replace.destination())
        : labels.with(replace.destination(), value);
  }

  /** The replacement with {@code $1}, {@code ${1}}, {@code $name}, {@code ${name}}, {@code $$}. */
  private static String expanded(LabelReplace replace, Matcher matcher) {
    String template = replace.replacement();
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < template.length()) {
      char c = template.charAt(at++);
      if (c != '$' || at == template.length()) {
        text.append(c);
      } else if (template.charAt(at) == '$') {
        text.append('$');
        at++;
      } else {
        boolean braces = template.charAt(at) == '{';
        int from = braces ? at + 1 : at;
        int to = from;
        while (to < template.length() && isNamePart(template.charAt(to))) {
          to++;
        }
        if (to == from || (braces && (to == template.length() || template.charAt(to) != '}'))) {
          text.append('$');
        } else {
          text.append(group(replace, matcher, template.substring(from, to)));
          at = braces ? to + 1 : to;
        }
      }
    }
    return text.toString();
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  private static String group(LabelReplace replace, Matcher matcher, String name) {
    Map<String, Integer> names = replace.regex().groups();
    Integer number = names.get(name);
    if (number == null && name.length() < 6 && name.chars().allMatch(Character::isDigit)) {
      number = Integer.valueOf(name);
    }
    if (number == null || number > matcher.groupCount()) {
      return "";
    }
    String found = matcher.group(number);
    return found == null ? "" : found;
  }
}
