package dev.steward.query.logql.syntax;

import dev.steward.spi.error.StewardException;
import dev.steward.spi.text.Regex;

/** The expression of {@code label_replace}. */
final class LabelReplaceRegex {
  private LabelReplaceRegex() {}

  static Regex compile(TokenStream tokens, Token source) {
    try {
      // As the value must match it whole, so that errors show it as Loki does.
      Regex.compile("^(?:" + source.text() + ")$");
      return Regex.compile(source.text());
    } catch (StewardException e) {
      throw tokens.error(source, "invalid regex in label_replace: " + e.getMessage());
    }
  }
}
