package dev.steward.testkit.store.log;

import dev.steward.spi.model.Line;
import java.nio.charset.StandardCharsets;

/**
 * The shape of a line: its text with {@code <_>} for every word that holds a digit. A word is a
 * longest run of ASCII letters, ASCII digits and bytes beyond ASCII.
 */
final class LineShape {
  /** A longer shape is cut there and ends with a capture. */
  private static final int MAX_BYTES = 1024;

  private LineShape() {}

  static String of(Line line) {
    StringBuilder shape = new StringBuilder();
    int length = line.length();
    int at = 0;
    int constantFrom = 0;
    while (at < length && at < MAX_BYTES) {
      int end = wordEnd(line, at);
      if (hasDigit(line, at, end)) {
        shape.append(text(line, constantFrom, at)).append("<_>");
        constantFrom = end;
      }
      at = Math.max(end, at + 1);
    }
    if (at < length) {
      return constantFrom == at
          ? shape.toString()
          : shape.append(text(line, constantFrom, at)).append("<_>").toString();
    }
    return shape.append(text(line, constantFrom, length)).toString();
  }

  private static int wordEnd(Line line, int from) {
    int end = from;
    while (end < line.length() && isWordByte(line.byteAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean hasDigit(Line line, int from, int end) {
    for (int at = from; at < end; at++) {
      byte b = line.byteAt(at);
      if (b >= '0' && b <= '9') {
        return true;
      }
    }
    return false;
  }

  private static boolean isWordByte(byte b) {
    return b < 0 || (b >= '0' && b <= '9') || (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
  }

  private static String text(Line line, int from, int end) {
    return new String(line.array(), line.offset() + from, end - from, StandardCharsets.UTF_8);
  }
}
