package dev.steward.query.logql.pipeline;

import dev.steward.query.logql.text.JsonText;
import dev.steward.spi.model.Line;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the pairs {@code name=value} of a line. For one thread; reused from line to line.
 *
 * <p>Blanks and control characters separate pairs. A value with blanks stands in double quotes; a
 * name alone has an empty value. A pair that is not well-formed ends at the next blank, and the
 * reader can go on behind it.
 */
public final class LogfmtReader {
  private byte[] bytes = new byte[0];
  private int start;
  private int end;
  private int at;
  private @Nullable String problem;

  private int keyFrom;
  private int keyTo;
  private int valueFrom;
  private int valueTo;

  /** The value without escapes, or null where it has none. */
  private @Nullable String unescaped;

  /** Starts on a line. */
  public void open(Line line) {
    bytes = line.array();
    start = line.offset();
    at = start;
    end = at + line.length();
    problem = null;
  }

  /** What is wrong with the last pair read, or null. */
  public @Nullable String problem() {
    return problem;
  }

  /** Whether all of the line was read. */
  public boolean isAtEnd() {
    return at >= end;
  }

  /**
   * Moves to the next pair.
   *
   * @return whether there is one; none at the line's end, nor where a pair is not well-formed,
   *     which {@link #problem} then tells
   */
  public boolean nextPair() {
    problem = null;
    while (at < end && isBlank(bytes[at])) {
      at++;
    }
    if (at == end) {
      return false;
    }
    keyFrom = at;
    while (at < end && bytes[at] != '=' && bytes[at] != '"' && !isBlank(bytes[at])) {
      at++;
    }
    keyTo = at;
    valueFrom = at;
    valueTo = at;
    unescaped = null;
    if (at < end && (bytes[at] == '"' || keyTo == keyFrom)) {
      return unexpected();
    }
    if (!isText(keyFrom, keyTo)) {
      return failed("invalid key");
    }
    if (at == end || bytes[at] != '=') {
      return true;
    }
    at++;
    if (at < end && bytes[at] == '"') {
      return quotedValue();
    }
    return bareValue();
  }

  private boolean bareValue() {
    valueFrom = at;
    while (at < end && !isBlank(bytes[at])) {
      if (bytes[at] == '=' || bytes[at] == '"') {
        return unexpected();
      }
      at++;
    }
    valueTo = at;
    return true;
  }

  private boolean quotedValue() {
    at++;
    valueFrom = at;
    boolean escaped = false;
    boolean control = false;
    while (at < end && bytes[at] != '"') {
      if (bytes[at] == '\\') {
        escaped = true;
        at++;
      } else {
        control |= bytes[at] >= 0 && bytes[at] < ' ';
      }
      at++;
    }
    if (at >= end) {
      at = end;
      return failed("unterminated quoted value");
    }
    valueTo = at;
    at++;
    if (escaped) {
      unescaped = control ? null : JsonText.unescaped(text(valueFrom, valueTo));
      if (unescaped == null) {
        problem = problemAt("invalid quoted value");
        return false;
      }
    }
    return true;
  }

  private boolean unexpected() {
    return failed("unexpected '" + (char) bytes[at] + "'");
  }

  private boolean failed(String what) {
    problem = problemAt(what);
    while (at < end && !isBlank(bytes[at])) {
      at++;
    }
    return false;
  }

  private String problemAt(String what) {
    return "logfmt syntax error at pos " + (at - start + 1) + " : " + what;
  }

  private static boolean isBlank(byte b) {
    return b >= 0 && b <= ' ';
  }

  private boolean isText(int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] < 0) {
        return text(from, to).indexOf('\uFFFD') < 0;
      }
    }
    return true;
  }

  /** Name of the current pair. */
  public String key() {
    return text(keyFrom, keyTo);
  }

  /** Name of the current pair, as a cache converts it. */
  String key(NameCache names) {
    return names.name(bytes, keyFrom, keyTo);
  }

  /** Whether the current pair's name, by its length and first letter, may be one of a level. */
  public boolean mayKeyBeLevel() {
    int length = keyTo - keyFrom;
    int first = bytes[keyFrom] | 0x20;
    return (first == 'l' || first == 's') && length >= 3 && length <= 13;
  }

  /** Whether the current pair's value is empty. */
  public boolean isValueEmpty() {
    return valueFrom == valueTo;
  }

  /** Value of the current pair without quotes and escapes, with blanks for what was no text. */
  public String value() {
    return JsonText.readable(givenValue());
  }

  /** Value of the current pair without quotes and escapes, replacement characters and all. */
  String givenValue() {
    return unescaped == null ? text(valueFrom, valueTo) : unescaped;
  }

  private String text(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }
}
