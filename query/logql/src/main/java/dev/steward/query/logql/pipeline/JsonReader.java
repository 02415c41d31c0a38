package dev.steward.query.logql.pipeline;

import dev.steward.query.logql.text.JsonText;
import dev.steward.spi.model.Line;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the members of JSON objects in a line without building a tree. For one thread; reused
 * from line to line.
 *
 * <p>It reads leniently, as log lines want it: what stands before an error counts, and what follows
 * the object is not looked at.
 */
public final class JsonReader {
  /** What a member's value is. */
  public enum ValueType {
    /** Text. */
    STRING,
    /** A number. */
    NUMBER,
    /** True or false. */
    BOOLEAN,
    /** Null. */
    NULL,
    /** An object. */
    OBJECT,
    /** An array. */
    ARRAY
  }

  private static final int MAX_DEPTH = 256;
  private static final String NO_OBJECT_END =
      "Value looks like object, but can't find closing '}' symbol";
  private static final String NO_STRING_END = "Value is string, but can't find closing '\"' symbol";
  private static final String NO_ARRAY_END = "Value is array, but can't find closing ']' symbol";
  private static final String MALFORMED = "Malformed JSON error";
  private static final String UNKNOWN_VALUE = "Unknown value type";

  private byte[] bytes = new byte[0];
  private int end;
  private int at;
  private @Nullable String problem;

  private int keyFrom;
  private int keyTo;
  private boolean keyEscaped;
  private ValueType type = ValueType.NULL;
  private int valueFrom;
  private int valueTo;
  private boolean valueEscaped;

  /**
   * Starts on a line.
   *
   * @return whether an object starts it
   */
  public boolean openObject(Line line) {
    start(line);
    return enterObject();
  }

  /** Starts on a line, whatever it holds. */
  public void start(Line line) {
    bytes = line.array();
    at = line.offset();
    end = at + line.length();
    problem = null;
  }

  /** Enters the object that comes next. */
  private boolean enterObject() {
    skipBlanks();
    if (at == end || bytes[at] != '{') {
      problem = NO_OBJECT_END;
      return false;
    }
    at++;
    return true;
  }

  /** Reads the value that comes next, as {@link #nextMember} reads a member's. */
  public boolean readValue() {
    skipBlanks();
    return scanValue();
  }

  /**
   * Moves to the next member of the object that was entered last. A member whose value is an object
   * must be {@link #enterMember entered} or {@link #skipMember skipped} before the next call.
   *
   * @return whether there is one; at the object's end and at an error there is none
   */
  public boolean nextMember() {
    skipBlanks();
    if (at < end && bytes[at] == ',') {
      at++;
      skipBlanks();
    }
    if (at == end) {
      problem = MALFORMED;
      return false;
    }
    if (bytes[at] == '}') {
      at++;
      return false;
    }
    if (bytes[at] != '"') {
      problem = MALFORMED;
      return false;
    }
    if (!scanString()) {
      return false;
    }
    keyFrom = valueFrom;
    keyTo = valueTo;
    keyEscaped = valueEscaped;
    skipBlanks();
    if (at == end || bytes[at] != ':') {
      problem = MALFORMED;
      return false;
    }
    at++;
    skipBlanks();
    return scanValue() && endsCleanly();
  }

  /** After a value comes a comma or the object's end; an object as value is still to be read. */
  private boolean endsCleanly() {
    if (type == ValueType.OBJECT) {
      return true;
    }
    skipBlanks();
    if (at == end) {
      return true; // the next call reports it, so that this member counts
    }
    if (bytes[at] == ',' || bytes[at] == '}') {
      return true;
    }
    problem = MALFORMED;
    return false;
  }

  /** What is wrong with the line, or null. */
  public @Nullable String problem() {
    return problem;
  }

  /** Type of the current member's value. */
  public ValueType type() {
    return type;
  }

  /** Name of the current member. */
  public String key() {
    return text(keyFrom, keyTo, keyEscaped);
  }

  /** Name of the current member, as a cache converts it. */
  String key(NameCache names) {
    return keyEscaped ? names.converted(key()) : names.name(bytes, keyFrom, keyTo);
  }

  /** Value of the current member: text without quotes and escapes, else as written. */
  public String value() {
    return text(valueFrom, valueTo, valueEscaped);
  }

  /** Goes into the object that is the current member's value. */
  public void enterMember() {
    at = valueFrom + 1;
  }

  /** Goes past the object that is the current member's value. */
  public boolean skipMember() {
    at = valueFrom;
    return skipNested((byte) '{', (byte) '}', NO_OBJECT_END);
  }

  /** The object or array that is the current value, as written; goes past it. */
  public String nestedText() {
    int from = valueFrom;
    if (type == ValueType.OBJECT && !skipMember()) {
      return "";
    }
    return new String(bytes, from, at - from, StandardCharsets.UTF_8);
  }

  /**
   * Goes to an element of the array that is the current value, and makes it the current value.
   *
   * @return whether there is one
   */
  boolean enterElement(int index) {
    at = valueFrom + 1;
    for (int i = 0; ; i++) {
      skipBlanks();
      if (at == end || bytes[at] == ']' || !scanValue()) {
        return false;
      }
      if (i == index) {
        return true;
      }
      if (type == ValueType.OBJECT && !skipMember()) {
        return false;
      }
      skipBlanks();
      if (at == end || bytes[at] != ',') {
        return false;
      }
      at++;
    }
  }

  private boolean scanValue() {
    if (at == end) {
      problem = MALFORMED;
      return false;
    }
    byte first = bytes[at];
    valueFrom = at;
    valueEscaped = false;
    switch (first) {
      case '"' -> {
        type = ValueType.STRING;
        return scanString();
      }
      case '{' -> {
        type = ValueType.OBJECT;
        return true;
      }
      case '[' -> {
        type = ValueType.ARRAY;
        return skipNested((byte) '[', (byte) ']', NO_ARRAY_END);
      }
      default -> {
        return scanWord(first);
      }
    }
  }

  private boolean scanWord(byte first) {
    while (at < end && !isWordEnd(bytes[at])) {
      at++;
    }
    valueTo = at;
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
    if (valueTo - valueFrom != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (bytes[valueFrom + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWordEnd(byte b) {
    return b == ',' || b == '}' || b == ']' || (b >= 0 && b <= ' ');
  }

  private boolean scanString() {
    at++;
    valueFrom = at;
    valueEscaped = false;
    while (at < end && bytes[at] != '"') {
      if (bytes[at] == '\\') {
        valueEscaped = true;
        at++;
      }
      at++;
    }
    if (at >= end) {
      at = end;
      problem = NO_STRING_END;
      return false;
    }
    valueTo = at;
    at++;
    return true;
  }

  private boolean skipNested(byte open, byte close, String unclosed) {
    int depth = 0;
    while (at < end) {
      byte b = bytes[at];
      if (b == '"') {
        int from = valueFrom;
        boolean escaped = valueEscaped;
        boolean terminated = scanString();
        valueFrom = from;
        valueEscaped = escaped;
        if (!terminated) {
          return false;
        }
        continue;
      }
      at++;
      if (b == open) {
        depth++;
      } else if (b == close && --depth == 0) {
        return true;
      }
    }
    problem = unclosed;
    return false;
  }

  private void skipBlanks() {
    while (at < end && (bytes[at] == ' ' || (bytes[at] >= '\t' && bytes[at] <= '\r'))) {
      at++;
    }
  }

  private String text(int from, int to, boolean escaped) {
    String raw = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    return JsonText.withoutReplacements(escaped ? JsonText.unescaped(raw) : raw);
  }

  /** Whether objects are nested as deeply as they may be. */
  static boolean isTooDeep(int depth) {
    return depth >= MAX_DEPTH;
  }
}
