package dev.steward.spi.model;

/**
 * Text as Go's {@code strconv.Quote} writes it, which is how the query languages print label
 * values.
 */
public final class GoQuoting {
  private GoQuoting() {}

  /** The quoted text. */
  public static String quote(String text) {
    StringBuilder into = new StringBuilder(text.length() + 2);
    appendQuoted(into, text);
    return into.toString();
  }

  /** Appends the quoted text. */
  public static void appendQuoted(StringBuilder into, String text) {
    into.append('"');
    text.codePoints().forEach(rune -> appendRune(into, rune));
    into.append('"');
  }

  private static void appendRune(StringBuilder into, int rune) {
    switch (rune) {
      case '"' -> into.append("\\\"");
      case '\\' -> into.append("\\\\");
      case 0x07 -> into.append("\\a");
      case '\b' -> into.append("\\b");
      case '\f' -> into.append("\\f");
      case '\n' -> into.append("\\n");
      case '\r' -> into.append("\\r");
      case '\t' -> into.append("\\t");
      case 0x0b -> into.append("\\v");
      default -> {
        if (isPrintable(rune)) {
          into.appendCodePoint(rune);
        } else if (rune < 0x80) {
          into.append(String.format("\\x%02x", rune));
        } else if (rune < 0x10000) {
          into.append(String.format("\\u%04x", rune));
        } else {
          into.append(String.format("\\U%08x", rune));
        }
      }
    }
  }

  private static boolean isPrintable(int rune) {
    if (rune == ' ') {
      return true;
    }
    return switch (Character.getType(rune)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
