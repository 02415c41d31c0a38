package dev.steward.query.logql.pipeline;

import dev.steward.query.logql.pipeline.JsonReader.ValueType;
import dev.steward.query.logql.text.JsonText;
import dev.steward.spi.model.Line;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Finds where the values of JSON start and end. For one thread; reused from line to line. */
final class JsonScanner {
  private static final String NO_OBJECT_END =
      "Value looks like object, but can't find closing '}' symbol";
  private static final String NO_STRING_END = "Value is string, but can't find closing '\"' symbol";
  private static final String NO_ARRAY_END = "Value is array, but can't find closing ']' symbol";
  private static final String UNKNOWN_VALUE = "Unknown value type";
  private static final String MALFORMED = "Malformed JSON error";

  private byte[] bytes = new byte[0];
  private int at;
  private int end;
  private @Nullable String problem;

  /** The value scanned last; of a string what stands between its quotes. */
  private ValueType type = ValueType.NULL;

  private int from;
  private int to;
  private boolean escaped;

  void start(Line line) {
    bytes = line.array();
    at = line.offset();
    end = at + line.length();
    problem = null;
  }

  @Nullable String problem() {
    return problem;
  }

  ValueType type() {
    return type;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  boolean isEscaped() {
    return escaped;
  }

  void moveTo(int position) {
    at = position;
  }

  void skipBlanks() {
    while (at < end && (bytes[at] == ' ' || (bytes[at] >= '\t' && bytes[at] <= '\r'))) {
      at++;
    }
  }

  boolean isAtEnd() {
    return at == end;
  }

  boolean isNext(char symbol) {
    return at < end && bytes[at] == symbol;
  }

  /** Takes a symbol if it comes next. */
  boolean take(char symbol) {
    boolean found = isNext(symbol);
    at += found ? 1 : 0;
    return found;
  }

  /** Notes that something else should stand here; always false. */
  boolean malformed() {
    problem = MALFORMED;
    return false;
  }

  /** Takes the brace that opens an object. */
  boolean enterObject() {
    skipBlanks();
    if (!take('{')) {
      problem = NO_OBJECT_END;
      return false;
    }
    return true;
  }

  /** Finds the value that comes next; goes behind it, but only to the start of an object. */
  boolean scanValue() {
    if (at == end) {
      return malformed();
    }
    byte first = bytes[at];
    from = at;
    escaped = false;
    return switch (first) {
      case '"' -> {
        type = ValueType.STRING;
        yield scanString();
      }
      case '{' -> {
        type = ValueType.OBJECT;
        yield true;
      }
      case '[' -> {
        type = ValueType.ARRAY;
        yield skipNested((byte) '[', (byte) ']', NO_ARRAY_END);
      }
      default -> scanWord(first);
    };
  }

  private boolean scanWord(byte first) {
    while (at < end && !isWordEnd(bytes[at])) {
      at++;
    }
    to = at;
    if (isWord("true") || isWord("false")) {
      type = ValueType.BOOLEAN;
    } else if (isWord("null")) {
      type = ValueType.NULL;
    } else if ((first >= '0' && first <= '9') || first == '-') {
      type = ValueType.NUMBER;
    } else {
      problem = UNKNOWN_VALUE;
      return false;
    }
    return true;
  }

  private boolean isWord(String word) {
    if (to - from != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (bytes[from + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWordEnd(byte b) {
    return b == ',' || b == '}' || b == ']' || (b >= 0 && b <= ' ');
  }

  /** Finds the string that comes next, and goes behind it. */
  boolean scanString() {
    at++;
    from = at;
    escaped = false;
    while (at < end && bytes[at] != '"') {
      if (bytes[at] == '\\') {
        escaped = true;
        at++;
      }
      at++;
    }
    if (at >= end) {
      at = end;
      problem = NO_STRING_END;
      return false;
    }
    to = at;
    at++;
    return true;
  }

  /** Goes behind the object that starts here. */
  boolean skipObject() {
    return skipNested((byte) '{', (byte) '}', NO_OBJECT_END);
  }

  private boolean skipNested(byte open, byte close, String unclosed) {
    final int start = at;
    int depth = 0;
    while (at < end) {
      byte b = bytes[at];
      if (b == '"') {
        if (!scanString()) {
          return false;
        }
        continue;
      }
      at++;
      if (b == open) {
        depth++;
      } else if (b == close && --depth == 0) {
        from = start;
        to = at;
        return true;
      }
    }
    problem = unclosed;
    return false;
  }

  /**
   * Text between quotes, without escapes, with blanks for bytes that were no text; empty where an
   * escape is not well-formed.
   */
  String text(int start, int stop, boolean withEscapes) {
    String raw = raw(start, stop);
    return JsonText.readable(withEscapes ? unescaped(raw) : raw);
  }

  private static String unescaped(String raw) {
    String text = JsonText.unescaped(raw);
    boolean halfPair = text != null && JsonText.isDamaged(text) && !JsonText.isDamaged(raw);
    return text == null || halfPair ? "" : text;
  }

  /** A part of the line as it is written. */
  String raw(int start, int stop) {
    return new String(bytes, start, stop - start, StandardCharsets.UTF_8);
  }

  /** A part of the line as a cache converts it. */
  String name(NameCache names, int start, int stop) {
    return names.name(bytes, start, stop);
  }
}
