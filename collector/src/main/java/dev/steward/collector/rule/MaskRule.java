package dev.steward.collector.rule;

import dev.steward.spi.text.Regex;
import dev.steward.spi.text.RegexMatcher;

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
      line.text(masked(line.text()));
    }
    return true;
  }

  private String masked(String text) {
    StringBuilder masked = new StringBuilder(text.length());
    RegexMatcher found = expression.matcher(text);
    int from = 0;
    while (found.find()) {
      masked.append(text, from, found.start());
      String match = text.substring(found.start(), found.end());
      String secret = secret(found, match);
      // Wherever it stands in the match: rather too much than a secret.
      masked.append(secret.isEmpty() ? match : match.replace(secret, replacement));
      from = found.end();
    }
    return masked.append(text, from, text.length()).toString();
  }

  /** What the first group holds that takes part; everything, where none does. */
  private static String secret(RegexMatcher found, String match) {
    for (int group = 1; group <= found.groupCount(); group++) {
      String held = found.group(group);
      if (held != null) {
        return held;
      }
    }
    return match;
  }
}
