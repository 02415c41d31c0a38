package dev.steward.query.logql.functions;

import static dev.steward.query.template.Function.Type.INT;
import static dev.steward.query.template.Function.Type.STRING;

import dev.steward.query.template.Function;
import java.util.List;

/** Parts of text, and text filled up; lengths count characters, not bytes. */
final class CuttingFunctions {
  private CuttingFunctions() {}

  static List<Function> all() {
    return List.of(
        Function.of("trunc", two -> truncated(two.integer(0), two.string(1)), INT, STRING),
        Function.of(
            "substr",
            three -> substring(three.integer(0), three.integer(1), three.string(2)),
            INT,
            INT,
            STRING),
        Function.of("alignLeft", two -> aligned(two.integer(0), two.string(1), true), INT, STRING),
        Function.of(
            "alignRight", two -> aligned(two.integer(0), two.string(1), false), INT, STRING),
        Function.of("trim", one -> TextFunctions.trimmed(one.string(0)), STRING),
        Function.of("TrimSpace", one -> TextFunctions.trimmed(one.string(0)), STRING),
        Function.of(
            "trimAll", two -> without(two.string(1), two.string(0), true, true), STRING, STRING),
        Function.of(
            "trimPrefix", two -> withoutPrefix(two.string(1), two.string(0)), STRING, STRING),
        Function.of(
            "trimSuffix", two -> withoutSuffix(two.string(1), two.string(0)), STRING, STRING),
        Function.of(
            "Trim", two -> without(two.string(0), two.string(1), true, true), STRING, STRING),
        Function.of(
            "TrimLeft", two -> without(two.string(0), two.string(1), true, false), STRING, STRING),
        Function.of(
            "TrimRight", two -> without(two.string(0), two.string(1), false, true), STRING, STRING),
        Function.of(
            "TrimPrefix", two -> withoutPrefix(two.string(0), two.string(1)), STRING, STRING),
        Function.of(
            "TrimSuffix", two -> withoutSuffix(two.string(0), two.string(1)), STRING, STRING));
  }

  /** The first characters; a negative count takes the last. */
  private static String truncated(long count, String text) {
    int length = text.codePointCount(0, text.length());
    if (count < 0 && length + count > 0) {
      return runes(text, (int) (length + count), length);
    }
    return count >= 0 && length > count ? runes(text, 0, (int) count) : text;
  }

  /** From one position to another; a negative start is the beginning, a negative end the end. */
  private static String substring(long start, long end, String text) {
    int length = text.codePointCount(0, text.length());
    int from = (int) Math.min(start, length);
    int to = (int) Math.min(end, length);
    if (from < 0) {
      return to < 0 ? "" : runes(text, 0, to);
    }
    if (to < 0) {
      return runes(text, from, length);
    }
    return from > to ? "" : runes(text, from, to);
  }

  /** Filled up with blanks, or cut, to a length. */
  private static String aligned(long count, String text, boolean left) {
    int length = text.codePointCount(0, text.length());
    if (count < 0 || count == length) {
      return text;
    }
    if (count > length) {
      String padding = TextFunctions.repeated(" ", count - length);
      return left ? text + padding : padding + text;
    }
    return left ? runes(text, 0, (int) count) : runes(text, length - (int) count, length);
  }

  private static String runes(String text, int from, int to) {
    int start = text.offsetByCodePoints(0, from);
    return text.substring(start, text.offsetByCodePoints(start, to - from));
  }

  private static String without(String text, String characters, boolean left, boolean right) {
    int from = 0;
    int to = text.length();
    while (left && from < to && characters.indexOf(text.codePointAt(from)) >= 0) {
      from += Character.charCount(text.codePointAt(from));
    }
    while (right && to > from && characters.indexOf(text.codePointBefore(to)) >= 0) {
      to -= Character.charCount(text.codePointBefore(to));
    }
    return text.substring(from, to);
  }

  private static String withoutPrefix(String text, String prefix) {
    return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
  }

  private static String withoutSuffix(String text, String suffix) {
    return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
  }
}
