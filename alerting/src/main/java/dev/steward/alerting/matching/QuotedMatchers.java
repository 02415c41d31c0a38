package dev.steward.alerting.matching;

import dev.steward.spi.select.LabelMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The newer notation of matchers: names and values are any text, in quotes where they hold blanks
 * or one of the characters that structure a list. For one text and one thread.
 */
final class QuotedMatchers {
  private static final String RESERVED = "{}!=~,\\\"'`";

  private final String text;
  private int at;

  QuotedMatchers(String text) {
    this.text = text;
  }

  /** The matchers, or nothing where the text is no list of them. */
  Optional<List<LabelMatcher>> read() {
    List<LabelMatcher> matchers = new ArrayList<>();
    boolean braces = take('{');
    while (!atEnd() && !(braces && peek() == '}')) {
      String name = word();
      String operator = name == null || name.isEmpty() ? null : operator();
      String value = operator == null ? null : word();
      if (name == null || operator == null || value == null) {
        return Optional.empty();
      }
      matchers.add(MatcherParser.matcher(name, operator, value));
      if (!take(',')) {
        break;
      }
    }
    boolean closed = !braces || take('}');
    return closed && atEnd() ? Optional.of(matchers) : Optional.empty();
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private boolean atEnd() {
    skipBlanks();
    return at >= text.length();
  }

  private char peek() {
    return text.charAt(at);
  }

  private boolean take(char wanted) {
    if (atEnd() || peek() != wanted) {
      return false;
    }
    at++;
    return true;
  }

  private @Nullable String operator() {
    skipBlanks();
    for (String operator : List.of("=~", "!=", "!~", "=")) {
      if (text.startsWith(operator, at)) {
        at += operator.length();
        return operator;
      }
    }
    return null;
  }

  private @Nullable String word() {
    if (atEnd()) {
      return null;
    }
    return peek() == '"' ? quoted() : bare();
  }

  private @Nullable String bare() {
    int start = at;
    while (at < text.length() && RESERVED.indexOf(peek()) < 0 && !Character.isWhitespace(peek())) {
      at++;
    }
    return start == at ? null : text.substring(start, at);
  }

  private @Nullable String quoted() {
    StringBuilder value = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = peek();
      if (c == '"') {
        at++;
        return value.toString();
      }
      if (c != '\\') {
        value.append(c);
        continue;
      }
      if (++at >= text.length()) {
        return null;
      }
      switch (peek()) {
        case 'n' -> value.append('\n');
        case 't' -> value.append('\t');
        case 'r' -> value.append('\r');
        case '"', '\\', '\'' -> value.append(peek());
        default -> {
          return null;
        }
      }
    }
    return null;
  }
}
