package dev.steward.query.logql.text;

import org.jspecify.annotations.Nullable;

/** Text between JSON's quotes. */
public final class JsonText {
  private static final char REPLACEMENT = '\uFFFD';

  private JsonText() {}

  /** Whether some bytes of the text were no text. */
  public static boolean isDamaged(String text) {
    return text.indexOf(REPLACEMENT) >= 0;
  }

  /** The text with blanks for the characters that stand for bytes that were no text. */
  public static String readable(String text) {
    return text.replace(REPLACEMENT, ' ');
  }

  /**
   * The text that an escaped one stands for, or null where an escape is not well-formed; half a
   * surrogate pair becomes a replacement character.
   */
  public static @Nullable String unescaped(String raw) {
    StringBuilder text = new StringBuilder(raw.length());
    int at = 0;
    while (at < raw.length()) {
      char c = raw.charAt(at++);
      if (c != '\\') {
        text.append(c);
        continue;
      }
      char kind = at < raw.length() ? raw.charAt(at++) : ' ';
      int simple = "\"\\/'bfnrt".indexOf(kind);
      if (simple >= 0) {
        text.append("\"\\/'\b\f\n\r\t".charAt(simple));
      } else if (kind == 'u' && at + 4 <= raw.length() && isHex(raw, at)) {
        text.append((char) Integer.parseInt(raw, at, at + 4, 16));
        at += 4;
      } else {
        return null;
      }
    }
    return withPairedSurrogates(text);
  }

  private static boolean isHex(String text, int from) {
    for (int i = from; i < from + 4; i++) {
      if (Character.digit(text.charAt(i), 16) < 0) {
        return false;
      }
    }
    return true;
  }

  private static String withPairedSurrogates(StringBuilder text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        text.setCharAt(i, REPLACEMENT);
      }
    }
    return text.toString();
  }
}
