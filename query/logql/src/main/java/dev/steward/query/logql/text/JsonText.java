package dev.steward.query.logql.text;

/** Text between JSON's quotes. */
public final class JsonText {
  private static final char REPLACEMENT = '\uFFFD';

  private JsonText() {}

  /** The text without the characters that stand for bytes that were no text. */
  public static String withoutReplacements(String text) {
    return text.indexOf(REPLACEMENT) < 0 ? text : text.replace(String.valueOf(REPLACEMENT), "");
  }

  /** The text that an escaped one stands for; escapes that are not well-formed stay. */
  public static String unescaped(String raw) {
    StringBuilder text = new StringBuilder(raw.length());
    int at = 0;
    while (at < raw.length()) {
      char c = raw.charAt(at++);
      if (c != '\\' || at == raw.length()) {
        text.append(c);
        continue;
      }
      char kind = raw.charAt(at++);
      int simple = "\"\\/bfnrt".indexOf(kind);
      if (simple >= 0) {
        text.append("\"\\/\b\f\n\r\t".charAt(simple));
      } else if (kind == 'u' && at + 4 <= raw.length() && isHex(raw, at)) {
        text.append((char) Integer.parseInt(raw, at, at + 4, 16));
        at += 4;
      } else {
        text.append(c).append(kind);
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
