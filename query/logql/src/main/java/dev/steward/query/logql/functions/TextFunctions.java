package dev.steward.query.logql.functions;

import static dev.steward.query.template.Function.Type.INT;
import static dev.steward.query.template.Function.Type.STRING;

import dev.steward.query.template.Function;
import dev.steward.query.template.FunctionFailure;
import java.util.List;
import java.util.Locale;

/** Text looked at and changed as a whole. */
final class TextFunctions {
  private static final long MAX_LENGTH = 1_000_000;

  private TextFunctions() {}

  static List<Function> all() {
    return List.of(
        Function.of("lower", one -> one.string(0).toLowerCase(Locale.ROOT), STRING),
        Function.of("upper", one -> one.string(0).toUpperCase(Locale.ROOT), STRING),
        Function.of("ToLower", one -> one.string(0).toLowerCase(Locale.ROOT), STRING),
        Function.of("ToUpper", one -> one.string(0).toUpperCase(Locale.ROOT), STRING),
        Function.of("title", one -> title(one.string(0)), STRING),
        Function.of("contains", two -> two.string(1).contains(two.string(0)), STRING, STRING),
        Function.of("hasPrefix", two -> two.string(1).startsWith(two.string(0)), STRING, STRING),
        Function.of("hasSuffix", two -> two.string(1).endsWith(two.string(0)), STRING, STRING),
        Function.of(
            "replace",
            three -> replace(three.string(2), three.string(0), three.string(1), -1),
            STRING,
            STRING,
            STRING),
        Function.of(
            "Replace",
            four -> replace(four.string(0), four.string(1), four.string(2), four.integer(3)),
            STRING,
            STRING,
            STRING,
            INT),
        Function.of("repeat", two -> repeated(two.string(1), two.integer(0)), INT, STRING),
        Function.of("indent", two -> indented(two.integer(0), two.string(1)), INT, STRING),
        Function.of("nindent", two -> "\n" + indented(two.integer(0), two.string(1)), INT, STRING));
  }

  /** Each letter that follows a separator in upper case, as Go's {@code strings.Title}. */
  private static String title(String text) {
    StringBuilder titled = new StringBuilder(text.length());
    boolean inWord = false;
    for (int rune : text.codePoints().toArray()) {
      titled.appendCodePoint(inWord ? rune : Character.toTitleCase(rune));
      inWord = isWordPart(rune);
    }
    return titled.toString();
  }

  /** Beyond ASCII only blanks are separators. */
  private static boolean isWordPart(int rune) {
    return rune < 0x80 ? rune == '_' || Character.isLetterOrDigit(rune) : !isBlank(rune);
  }

  /** Whether Go takes a character as white space. */
  private static boolean isBlank(int rune) {
    return (rune >= '\t' && rune <= '\r') || rune == 0x85 || Character.isSpaceChar(rune);
  }

  /** The text without Go's white space around it. */
  static String trimmed(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  /**
   * The first few occurrences replaced; all where {@code count} is negative. The empty text occurs
   * before each character and at the end.
   */
  private static String replace(String text, String old, String replacement, long count) {
    StringBuilder replaced = new StringBuilder();
    int at = 0;
    for (long i = 0; i != count && at <= text.length(); i++) {
      int found = text.indexOf(old, at);
      if (found < 0) {
        break;
      }
      replaced.append(text, at, found).append(replacement);
      at = found + old.length();
      if (old.isEmpty()) {
        int next = at == text.length() ? at + 1 : text.offsetByCodePoints(at, 1);
        replaced.append(text, at, Math.min(next, text.length()));
        at = next;
      }
      if (replaced.length() > MAX_LENGTH) {
        throw new FunctionFailure("replaced text is too long");
      }
    }
    return at > text.length()
        ? replaced.toString()
        : replaced.append(text, at, text.length()).toString();
  }

  static String repeated(String text, long count) {
    if (count < 0) {
      throw new FunctionFailure("strings: negative Repeat count");
    }
    if (count > MAX_LENGTH || count * text.length() > MAX_LENGTH) {
      throw new FunctionFailure("repeat count is too large: " + count);
    }
    return text.repeat((int) count);
  }

  private static String indented(long spaces, String text) {
    String padding = repeated(" ", spaces);
    if (padding.length() * text.lines().count() > MAX_LENGTH) {
      throw new FunctionFailure("indentation is too large: " + spaces);
    }
    return padding + text.replace("\n", "\n" + padding);
  }
}
