package dev.steward.query.logql.syntax;

import dev.steward.spi.error.StewardException;

/** Error texts of address ranges. */
final class Addresses {
  private Addresses() {}

  /** A message in the words that LogQL's clients know for a bad address range. */
  static String withPrefix(boolean address, StewardException error) {
    String message = String.valueOf(error.getMessage());
    return address ? "ip: invalid pattern: " + message.replaceFirst("^ip: ", "") : message;
  }
}
