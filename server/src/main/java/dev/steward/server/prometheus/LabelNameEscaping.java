package dev.steward.server.prometheus;

/**
 * Label names in addresses, where a name that is not a plain identifier arrives as {@code U__} and
 * escapes: an underscore doubled, any other character as {@code _hex_}. Source: Prometheus, UTF-8
 * in metric and label names, values escaping.
 */
final class LabelNameEscaping {
  private static final String PREFIX = "U__";
  private static final int LONGEST_CODE = 6;

  private LabelNameEscaping() {}

  /** The name behind its escaped form; text that is not a valid escaped form stands for itself. */
  static String unescape(String escaped) {
    if (!escaped.startsWith(PREFIX)) {
      return escaped;
    }
    StringBuilder name = new StringBuilder();
    int at = PREFIX.length();
    while (at < escaped.length()) {
      char c = escaped.charAt(at);
      if (c != '_') {
        name.append(c);
        at++;
      } else if (escaped.startsWith("__", at)) {
        name.append('_');
        at += 2;
      } else {
        int end = escaped.indexOf('_', at + 1);
        if (end < 0 || end - at - 1 > LONGEST_CODE) {
          return escaped;
        }
        try {
          int rune = Integer.parseInt(escaped, at + 1, end, 16);
          if (!Character.isValidCodePoint(rune) || (rune >= 0xd800 && rune <= 0xdfff)) {
            return escaped;
          }
          name.appendCodePoint(rune);
        } catch (NumberFormatException e) {
          return escaped;
        }
        at = end + 1;
      }
    }
    return name.toString();
  }
}
