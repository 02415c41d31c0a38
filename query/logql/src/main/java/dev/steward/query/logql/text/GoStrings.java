package dev.steward.query.logql.text;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text between Go's double quotes. */
public final class GoStrings {
  private GoStrings() {}

  /**
   * The text that an escaped one stands for.
   *
   * @throws IllegalArgumentException if an escape is not well-formed, or byte escapes do not make
   *     UTF-8
   */
  public static String unescape(String escaped) {
    if (escaped.indexOf('\\') < 0) {
      return escaped;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(unescapedBytes(escaped)))
          .toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("not UTF-8", e);
    }
  }

  /**
   * The bytes that an escaped text stands for.
   *
   * @throws IllegalArgumentException if an escape is not well-formed
   */
  public static byte[] unescapedBytes(String escaped) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(escaped.length());
    int at = 0;
    while (at < escaped.length()) {
      int rune = escaped.codePointAt(at);
      at += Character.charCount(rune);
      if (rune != '\\') {
        bytes.writeBytes(Character.toString(rune).getBytes(StandardCharsets.UTF_8));
      } else {
        at = unescapeOne(escaped, at, bytes);
      }
    }
    return bytes.toByteArray();
  }

  private static int unescapeOne(String text, int at, ByteArrayOutputStream bytes) {
    if (at == text.length()) {
      throw new IllegalArgumentException("nothing after a backslash");
    }
    char kind = text.charAt(at);
    int simple = "abfnrtv\\\"'".indexOf(kind);
    if (simple >= 0) {
      bytes.write("\u0007\b\f\n\r\t\u000b\\\"'".charAt(simple));
      return at + 1;
    }
    return switch (kind) {
      case 'x' -> rune(text, at + 1, 2, 16, true, bytes);
      case 'u' -> rune(text, at + 1, 4, 16, false, bytes);
      case 'U' -> rune(text, at + 1, 8, 16, false, bytes);
      case '0', '1', '2', '3', '4', '5', '6', '7' -> rune(text, at, 3, 8, true, bytes);
      default -> throw new IllegalArgumentException("unknown escape \\" + kind);
    };
  }

  private static int rune(
      String text, int at, int digits, int radix, boolean asByte, ByteArrayOutputStream bytes) {
    if (at + digits > text.length()) {
      throw new IllegalArgumentException("too few digits");
    }
    int value = 0;
    for (int i = at; i < at + digits; i++) {
      int digit = Character.digit(text.charAt(i), radix);
      if (digit < 0 || value > Character.MAX_CODE_POINT) {
        throw new IllegalArgumentException("not a digit");
      }
      value = value * radix + digit;
    }
    if (asByte) {
      if (value > 0xff) {
        throw new IllegalArgumentException("not a byte");
      }
      bytes.write(value);
    } else {
      if (!Character.isValidCodePoint(value)
          || (value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE)) {
        throw new IllegalArgumentException("not a character");
      }
      bytes.writeBytes(Character.toString(value).getBytes(StandardCharsets.UTF_8));
    }
    return at + digits;
  }
}
