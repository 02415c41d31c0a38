package dev.steward.collector.rule;

import dev.steward.spi.model.Labels;
import dev.steward.spi.select.LabelMatcher;
import dev.steward.spi.text.Regex;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which streams a rule is for: {@code {name="value", other=~"expression"}} as in the query
 * languages. Immutable and safe for any thread.
 */
final class StreamSelector {
  private static final Pattern MATCHER =
      Pattern.compile("\\s*([a-zA-Z_]\\w*)\\s*(=~|!~|!=|=)\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\s*(,|$)");

  private final List<LabelMatcher> matchers;

  private StreamSelector(List<LabelMatcher> matchers) {
    this.matchers = List.copyOf(matchers);
  }

  /**
   * Reads a selector.
   *
   * @throws IllegalArgumentException if it is none
   */
  static StreamSelector parse(String text) {
    String stripped = text.strip();
    if (!stripped.startsWith("{") || !stripped.endsWith("}")) {
      throw wrong(text);
    }
    String inner = stripped.substring(1, stripped.length() - 1);
    List<LabelMatcher> matchers = new ArrayList<>();
    Matcher each = MATCHER.matcher(inner);
    int at = 0;
    while (at < inner.length() && !inner.substring(at).isBlank()) {
      if (!each.find(at) || each.start() != at) {
        throw wrong(text);
      }
      matchers.add(matcher(each.group(1), each.group(2), unescaped(each.group(3))));
      at = each.end();
    }
    return new StreamSelector(matchers);
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "rule: stream: " + text + " (expected: a selector such as {service_name=\"nginx\"})");
  }

  private static LabelMatcher matcher(String name, String operator, String value) {
    return switch (operator) {
      case "=" -> new LabelMatcher.Equal(name, value);
      case "!=" -> new LabelMatcher.NotEqual(name, value);
      case "=~" -> new LabelMatcher.Matches(name, Regex.compile(value));
      case "!~" -> new LabelMatcher.NotMatches(name, Regex.compile(value));
      default -> throw new IllegalStateException(operator);
    };
  }

  private static String unescaped(String text) {
    return text.replaceAll("\\\\([\"\\\\])", "$1");
  }

  boolean accepts(Labels stream) {
    for (LabelMatcher matcher : matchers) {
      if (!matcher.accepts(stream)) {
        return false;
      }
    }
    return true;
  }
}
