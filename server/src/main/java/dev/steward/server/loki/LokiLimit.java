package dev.steward.server.loki;

import dev.steward.server.http.RequestParameters;
import org.jspecify.annotations.Nullable;

/** Parameters such as {@code limit}: how many of something at most. */
final class LokiLimit {
  private LokiLimit() {}

  /** The limit that a request asks for, or the default. */
  static int of(RequestParameters parameters, String name, int otherwise) {
    @Nullable String text = parameters.first(name);
    if (text == null) {
      return otherwise;
    }
    long limit;
    try {
      limit = Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw LokiTime.invalid(name + ": " + text + " (expected: a positive number)", e);
    }
    if (limit <= 0) {
      throw LokiTime.invalid(name + " must be a positive value", null);
    }
    return (int) Math.min(limit, Integer.MAX_VALUE);
  }
}
