package dev.steward.query.logql.syntax;

import dev.steward.spi.error.StewardException;
import dev.steward.spi.text.Regex;

/** The expression of {@code label_replace}. */
final class LabelReplaceRegex {
  private LabelReplaceRegex() {}

  static Regex compile(TokenStream tokens, Token source) {
    try {
      return Regex.compile(source.text());
    } catch (StewardException e) {
      throw tokens.error(source, "invalid regex in label_replace: " + e.getMessage());
    }
  }
}
