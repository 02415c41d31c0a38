package dev.steward.query.promql.conformance;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that an evaluation is expected to say.
 *
 * @param kind fail, warn, info, no_warn, no_info, ordered
 * @param message the text, or null for any
 * @param pattern what the text must match, or null for any
 */
record Expectation(String kind, @Nullable String message, @Nullable Pattern pattern) {
  /** Reads what follows {@code expect}. */
  static Expectation parse(String text) {
    int space = text.indexOf(' ');
    String kind = space < 0 ? text : text.substring(0, space);
    String rest = space < 0 ? "" : text.substring(space).trim();
    if (rest.startsWith("msg:")) {
      return new Expectation(kind, rest.substring(4).trim(), null);
    }
    if (rest.startsWith("regex:")) {
      return new Expectation(kind, null, Pattern.compile(rest.substring(6).trim()));
    }
    return new Expectation(kind, null, null);
  }

  boolean accepts(String text) {
    if (message != null) {
      return text.equals(message) || text.endsWith(message);
    }
    return pattern == null || pattern.matcher(text).find();
  }

  boolean acceptsAny(List<String> texts) {
    return texts.stream().anyMatch(this::accepts);
  }

  @Override
  public String toString() {
    return kind
        + (message == null ? "" : " msg: " + message)
        + (pattern == null ? "" : " regex: " + pattern);
  }
}
