package dev.steward.query.promql.syntax;

import dev.steward.spi.model.GoQuoting;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Quoted text with Go's escapes.
 *
 * <p>Text may hold bytes that are not UTF-8 ({@code "\xff"}). Such a byte is kept as the unpaired
 * surrogate U+DC00 + byte, which no valid text holds, so that it can be told apart and printed.
 */
public final class StringLiterals {
  private static final char FIRST_RAW_BYTE = 0xDC80;

  private StringLiterals() {}

  /**
   * The text that a literal stands for.
   *
   * @throws IllegalArgumentException if an escape is not valid
   */
  static String unquote(String literal) {
    char quote = literal.charAt(0);
    String inner = literal.substring(1, literal.length() - 1);
    if (quote == '`') {
      return inner.replace("\r", "");
    }
    if (inner.indexOf('\\') < 0) {
      return inner;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int at = 0;
    while (at < inner.length()) {
      if (inner.charAt(at) == '\\') {
        at = unescape(inner, at + 1, quote, bytes);
      } else {
        int rune = inner.codePointAt(at);
        writeRune(rune, bytes);
        at += Character.charCount(rune);
      }
    }
    return decode(bytes.toByteArray());
  }

  private static int unescape(String text, int at, char quote, ByteArrayOutputStream bytes) {
    if (at >= text.length()) {
      throw invalid();
    }
    char c = text.charAt(at);
    switch (c) {
      case 'a' -> bytes.write(7);
      case 'b' -> bytes.write('\b');
      case 'f' -> bytes.write('\f');
      case 'n' -> bytes.write('\n');
      case 'r' -> bytes.write('\r');
      case 't' -> bytes.write('\t');
      case 'v' -> bytes.write(11);
      case '\\' -> bytes.write('\\');
      case 'x' -> bytes.write((int) number(text, at + 1, 2, 16));
      case 'u' -> writeRune((int) number(text, at + 1, 4, 16), bytes);
      case 'U' -> writeRune((int) number(text, at + 1, 8, 16), bytes);
      default -> {
        if (c >= '0' && c <= '7') {
          long value = number(text, at, 3, 8);
          if (value > 255) {
            throw invalid();
          }
          bytes.write((int) value);
          return at + 3;
        }
        if (c != quote) {
          throw invalid();
        }
        bytes.write(c);
      }
    }
    return at
        + switch (c) {
          case 'x' -> 3;
          case 'u' -> 5;
          case 'U' -> 9;
          default -> 1;
        };
  }

  private static long number(String text, int at, int digits, int radix) {
    if (at + digits > text.length()) {
      throw invalid();
    }
    long value = 0;
    for (int i = at; i < at + digits; i++) {
      int digit = Character.digit(text.charAt(i), radix);
      if (digit < 0) {
        throw invalid();
      }
      value = value * radix + digit;
    }
    return value;
  }

  private static void writeRune(int rune, ByteArrayOutputStream bytes) {
    if (rune < 0 || rune > Character.MAX_CODE_POINT || (rune >= 0xD800 && rune < 0xE000)) {
      throw invalid();
    }
    bytes.writeBytes(Character.toString(rune).getBytes(StandardCharsets.UTF_8));
  }

  private static IllegalArgumentException invalid() {
    return new IllegalArgumentException("invalid syntax");
  }

  private static String decode(byte[] bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    while (true) {
      CoderResult result = decoder.decode(in, out, true);
      if (!result.isError()) {
        return out.flip().toString();
      }
      for (int i = 0; i < result.length(); i++) {
        out.put((char) (FIRST_RAW_BYTE - 0x80 + (in.get() & 0xff)));
      }
      decoder.reset();
    }
  }

  /** Whether text holds no byte that is not UTF-8. */
  public static boolean isValidText(String text) {
    return text.codePoints().noneMatch(rune -> rune >= 0xD800 && rune < 0xE000);
  }

  /** The text in double quotes as Go writes it, raw bytes as {@code \xff}. */
  public static String quote(String text) {
    if (isValidText(text)) {
      return GoQuoting.quote(text);
    }
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(rune -> {
          if (rune >= FIRST_RAW_BYTE && rune < FIRST_RAW_BYTE + 0x80) {
            quoted.append("\\x").append(Integer.toHexString(rune & 0xff));
          } else {
            String one = GoQuoting.quote(Character.toString(rune));
            quoted.append(one, 1, one.length() - 1);
          }
        });
    return quoted.append('"').toString();
  }
}
