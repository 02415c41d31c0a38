package dev.steward.collector.tail;

import org.jspecify.annotations.Nullable;

/**
 * How serious a line says it is. Only what is clear counts, since a level is a label and a wrong
 * one would split a stream for nothing:
 *
 * <ul>
 *   <li>the value of a key {@code level}, {@code lvl} or {@code severity}, as in JSON and logfmt;
 *   <li>a word in capitals, such as {@code ERROR};
 *   <li>a word in brackets, such as {@code [error]}, or before a colon, such as {@code error:}.
 * </ul>
 *
 * The first one within the first {@value #SEARCHED_BYTES} bytes is taken.
 */
public final class LineLevel {
  private static final int SEARCHED_BYTES = 192;
  private static final int MAX_WORD = 9;

  private LineLevel() {}

  /** The level of a line, or null where it is not clear. */
  public static @Nullable String of(byte[] bytes, int offset, int length) {
    int end = offset + Math.min(length, SEARCHED_BYTES);
    boolean afterKey = false;
    int at = offset;
    while (at < end) {
      if (!isLetter(bytes[at])) {
        at++;
        continue;
      }
      int start = at;
      while (at < end && isWordPart(bytes[at])) {
        at++;
      }
      int word = at - start;
      if (word < 3 || word > MAX_WORD) {
        afterKey = false;
        continue;
      }
      String level = levelOf(bytes, start, word);
      if (level != null && (afterKey || isMarked(bytes, offset, start, at, end))) {
        return level;
      }
      afterKey = isKey(bytes, start, word) && at < end && isKeyEnd(bytes[at]);
    }
    return null;
  }

  private static boolean isLetter(byte b) {
    return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
  }

  private static boolean isWordPart(byte b) {
    return isLetter(b) || b == '_' || (b >= '0' && b <= '9');
  }

  private static boolean isKeyEnd(byte b) {
    return b == '=' || b == ':' || b == '"' || b == '\'';
  }

  /** Whether a word stands there as levels do: in capitals, in brackets, or before a colon. */
  private static boolean isMarked(byte[] bytes, int lineStart, int start, int wordEnd, int end) {
    boolean bracketed =
        start > lineStart && bytes[start - 1] == '[' && wordEnd < end && bytes[wordEnd] == ']';
    boolean colon = wordEnd < end && bytes[wordEnd] == ':';
    boolean joined =
        (start > lineStart && isJoint(bytes[start - 1]))
            || (wordEnd < end && isJoint(bytes[wordEnd]));
    return bracketed || (!joined && (colon || isCapitals(bytes, start, wordEnd)));
  }

  /** What makes a word part of a name, such as a path or {@code ERROR-17}. */
  private static boolean isJoint(byte b) {
    return b == '-' || b == '.' || b == '/' || b == '_';
  }

  private static boolean isCapitals(byte[] bytes, int start, int end) {
    for (int i = start; i < end; i++) {
      if (bytes[i] < 'A' || bytes[i] > 'Z') {
        return false;
      }
    }
    return true;
  }

  private static boolean isKey(byte[] bytes, int start, int length) {
    return is(bytes, start, length, "level")
        || is(bytes, start, length, "lvl")
        || is(bytes, start, length, "severity");
  }

  private static @Nullable String levelOf(byte[] bytes, int start, int length) {
    // The first letter leaves at most three words to compare with.
    return switch (bytes[start] | 0x20) {
      case 'f' -> is(bytes, start, length, "fatal") ? "fatal" : null;
      case 'e' ->
          is(bytes, start, length, "error") || is(bytes, start, length, "err")
              ? "error"
              : is(bytes, start, length, "emerg") ? "fatal" : null;
      case 'a' -> is(bytes, start, length, "alert") ? "fatal" : null;
      case 'c' ->
          is(bytes, start, length, "critical") || is(bytes, start, length, "crit")
              ? "critical"
              : null;
      case 's' -> is(bytes, start, length, "severe") ? "error" : null;
      case 'w' ->
          is(bytes, start, length, "warn") || is(bytes, start, length, "warning") ? "warn" : null;
      case 'n' -> is(bytes, start, length, "notice") ? "notice" : null;
      case 'i' -> is(bytes, start, length, "info") ? "info" : null;
      case 'd' -> is(bytes, start, length, "debug") ? "debug" : null;
      case 't' -> is(bytes, start, length, "trace") ? "debug" : null;
      default -> null;
    };
  }

  private static boolean is(byte[] bytes, int start, int length, String word) {
    if (length != word.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if ((bytes[start + i] | 0x20) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
