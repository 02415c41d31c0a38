package dev.steward.collector.rule;

import dev.steward.spi.error.StewardException;
import dev.steward.spi.text.Regex;
import java.util.regex.Matcher;

/**
 * Replaces parts of the text; where the expression has groups, what the first of them holds.
 *
 * @param expression what is replaced
 * @param replacement what stands there instead
 */
record MaskRule(Regex expression, String replacement) implements Rule {
  /** Values of keys that look like secrets, authorisation headers, keys of clouds, PEM keys. */
  static final String SECRETS =
      "(?i)(?:password|passwd|pwd|secret|token|api[_-]?key|access[_-]?key|authorization)"
          + "[\"']?\\s*[:=]\\s*[\"']?(?:(?:bearer|basic)\\s+)?([^\\s\"',;&]+)"
          + "|\\b(?:bearer|basic)\\s+([A-Za-z0-9+/._=-]{8,})"
          + "|(\\bAKIA[0-9A-Z]{16}\\b)"
          + "|(-----BEGIN [A-Z ]*PRIVATE KEY-----(?:[\\s\\S]*?-----END [A-Z ]*PRIVATE KEY-----)?)";

  /** Addresses of mail and of machines. */
  static final String ADDRESSES =
      "(\\b[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}\\b)"
          + "|(\\b(?:[0-9]{1,3}\\.){3}[0-9]{1,3}\\b)"
          + "|((?:\\b[0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}\\b)"
          + "|((?:\\b[0-9a-fA-F]{1,4}:){1,6}:(?:[0-9a-fA-F]{1,4}(?::[0-9a-fA-F]{1,4}){0,5})?)";

  @Override
  public boolean apply(LineDraft line) {
    if (expression.find(line.line())) {
      try {
        line.text(masked(line.text()));
      } catch (StewardException e) {
        // Too long a search: rather lose the text than tell a secret.
        line.text(replacement);
      }
    }
    return true;
  }

  private String masked(String text) {
    StringBuilder masked = new StringBuilder(text.length());
    Matcher found = expression.matcher(text);
    int from = 0;
    while (found.find()) {
      int group = group(found);
      masked.append(text, from, found.start(group)).append(replacement);
      from = found.end(group);
    }
    return masked.append(text, from, text.length()).toString();
  }

  /** The first group that takes part; 0, which is everything, where none does. */
  private static int group(Matcher found) {
    for (int group = 1; group <= found.groupCount(); group++) {
      if (found.start(group) >= 0) {
        return group;
      }
    }
    return 0;
  }
}
