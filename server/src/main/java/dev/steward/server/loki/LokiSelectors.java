package dev.steward.server.loki;

import dev.steward.query.logql.syntax.LogqlParser;
import dev.steward.server.http.RequestParameters;
import dev.steward.spi.select.Selector;
import org.jspecify.annotations.Nullable;

/** Selectors in parameters; {@code {}} stands for every stream there. */
final class LokiSelectors {
  private LokiSelectors() {}

  /** The selector of a text. */
  static Selector parse(String text) {
    return text.replace(" ", "").equals("{}") ? Selector.ALL : LogqlParser.parseSelector(text);
  }

  /** The selector in {@code query}; every stream where there is none. */
  static Selector of(RequestParameters parameters) {
    @Nullable String text = parameters.first("query");
    return text == null ? Selector.ALL : parse(text);
  }
}
