package dev.steward.query.logql.syntax;

/**
 * Finds where a number ends, as Go scans its own source: decimal with fraction and exponent, or
 * with one of the prefixes 0x, 0o and 0b.
 */
final class NumberScanner {
  private NumberScanner() {}

  /** The end of the number that starts at a place of a query. */
  static int end(String query, int start) {
    char prefix =
        isAt(query, start, "0") && start + 1 < query.length() ? query.charAt(start + 1) : ' ';
    boolean hex = prefix == 'x' || prefix == 'X';
    // An upper-case B after a zero is a unit: no bytes.
    boolean prefixed = hex || prefix == 'o' || prefix == 'O' || prefix == 'b';
    int at = prefixed ? start + 2 : start;
    while (at < query.length()) {
      char c = query.charAt(at);
      boolean exponent = hex ? c == 'p' || c == 'P' : !prefixed && (c == 'e' || c == 'E');
      if (exponent && exponentFollows(query, at)) {
        at += isDigit(query, at + 1) ? 1 : 2;
      } else if (isDigit(query, at) || c == '.' || c == '_' || (hex && isHexDigit(c))) {
        at++;
      } else {
        break;
      }
    }
    return at;
  }

  private static boolean exponentFollows(String query, int at) {
    boolean signed = isAt(query, at + 1, "+") || isAt(query, at + 1, "-");
    return isDigit(query, signed ? at + 2 : at + 1);
  }

  private static boolean isAt(String query, int at, String text) {
    return query.startsWith(text, at);
  }

  private static boolean isDigit(String query, int at) {
    return at < query.length() && query.charAt(at) >= '0' && query.charAt(at) <= '9';
  }

  private static boolean isHexDigit(char c) {
    return (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }
}
