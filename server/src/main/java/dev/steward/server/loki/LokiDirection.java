package dev.steward.server.loki;

import dev.steward.server.http.RequestParameters;
import dev.steward.spi.store.Direction;
import org.jspecify.annotations.Nullable;

/** The parameter {@code direction}: which entries come first. */
final class LokiDirection {
  private LokiDirection() {}

  static Direction of(RequestParameters parameters, Direction otherwise) {
    @Nullable String text = parameters.first("direction");
    if (text == null) {
      return otherwise;
    }
    if (text.equalsIgnoreCase("backward")) {
      return Direction.BACKWARD;
    }
    if (text.equalsIgnoreCase("forward")) {
      return Direction.FORWARD;
    }
    throw LokiTime.invalid(
        "invalid direction '" + text + "' (expected: forward or backward)", null);
  }
}
