package dev.steward.query.logql.functions;

import dev.steward.query.logql.text.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as values of templates: numbers are fractions; what is no JSON is nothing. For one use. */
final class JsonValues {
  private static final int MAX_DEPTH = 256;

  /** Says that the text is no JSON. */
  private static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Malformed() {
      super("malformed", null, false, false);
    }
  }

  private final String text;
  private int at;

  private JsonValues(String text) {
    this.text = text;
  }

  /** The value of a text, or null where it is no JSON. */
  static @Nullable Object read(String text) {
    try {
      JsonValues reader = new JsonValues(text);
      Object value = reader.value(0);
      reader.skipBlanks();
      return reader.at == text.length() ? value : null;
    } catch (Malformed e) {
      return null;
    }
  }

  private void skipBlanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() {
    skipBlanks();
    if (at == text.length()) {
      throw new Malformed();
    }
    return text.charAt(at);
  }

  private boolean take(char expected) {
    boolean found = peek() == expected;
    at += found ? 1 : 0;
    return found;
  }

  private void expect(char expected) {
    if (!take(expected)) {
      throw new Malformed();
    }
  }

  private @Nullable Object value(int depth) {
    if (depth > MAX_DEPTH) {
      throw new Malformed();
    }
    return switch (peek()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private Map<String, @Nullable Object> object(int depth) {
    expect('{');
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    if (!take('}')) {
      do {
        if (peek() != '"') {
          throw new Malformed();
        }
        String name = string();
        expect(':');
        members.put(name, value(depth + 1));
      } while (take(','));
      expect('}');
    }
    return members;
  }

  private List<@Nullable Object> array(int depth) {
    expect('[');
    List<@Nullable Object> elements = new ArrayList<>();
    if (!take(']')) {
      do {
        elements.add(value(depth + 1));
      } while (take(','));
      expect(']');
    }
    return elements;
  }

  private String string() {
    int from = ++at;
    while (at < text.length() && text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    if (at >= text.length()) {
      throw new Malformed();
    }
    String unescaped = JsonText.unescaped(text.substring(from, at++));
    if (unescaped == null) {
      throw new Malformed();
    }
    return unescaped;
  }

  private @Nullable Object word(String word, @Nullable Object meaning) {
    if (!text.startsWith(word, at)) {
      throw new Malformed();
    }
    at += word.length();
    return meaning;
  }

  private Object number() {
    int from = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    try {
      return Double.valueOf(text.substring(from, at));
    } catch (NumberFormatException e) {
      throw new Malformed();
    }
  }
}
