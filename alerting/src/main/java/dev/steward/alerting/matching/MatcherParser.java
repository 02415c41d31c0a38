package dev.steward.alerting.matching;

import dev.steward.spi.select.LabelMatcher;
import dev.steward.spi.text.Regex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads lists of matchers, such as {@code {severity="page", host=~"mx.*"}}, with or without braces
 * and quotes.
 *
 * <p>There are two notations. The older one takes anything up to the next comma as a value; the
 * newer one takes any text as a label's name, in quotes where needed. As in Alertmanager, the older
 * one decides where a text has a meaning in both.
 *
 * <p>Source: the Alertmanager documentation of matchers.
 */
public final class MatcherParser {
  private static final Pattern CLASSIC =
      Pattern.compile(
          "\\s*([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*(=~|=|!=|!~)\\s*(.*?)\\s*", Pattern.DOTALL);

  private MatcherParser() {}

  /**
   * Reads a list.
   *
   * @throws MatcherSyntaxException if it is none in either notation
   */
  public static Matchers parse(String text) {
    try {
      return new Matchers(classic(text));
    } catch (MatcherSyntaxException e) {
      Optional<List<LabelMatcher>> quoted = new QuotedMatchers(text).read();
      return new Matchers(quoted.orElseThrow(() -> e));
    }
  }

  private static List<LabelMatcher> classic(String text) {
    String inner = text.startsWith("{") ? text.substring(1) : text;
    inner = inner.endsWith("}") ? inner.substring(0, inner.length() - 1) : inner;
    List<LabelMatcher> matchers = new ArrayList<>();
    for (String part : parts(inner)) {
      matchers.add(one(part));
    }
    return matchers;
  }

  /** Splits at commas that do not stand in quotes. */
  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    boolean quoted = false;
    boolean escaped = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ',' && !quoted) {
        parts.add(part.toString());
        part.setLength(0);
        continue;
      }
      if (c == '"' && !escaped) {
        quoted = !quoted;
      }
      escaped = c == '\\' && !escaped;
      part.append(c);
    }
    if (!part.toString().isBlank()) {
      parts.add(part.toString().strip());
    }
    return parts;
  }

  private static LabelMatcher one(String text) {
    Matcher found = CLASSIC.matcher(text);
    if (!found.matches()) {
      throw new MatcherSyntaxException("bad matcher format: " + text);
    }
    return matcher(found.group(1), found.group(2), value(found.group(3)));
  }

  private static String value(String raw) {
    boolean quoted = raw.startsWith("\"");
    String text = quoted ? raw.substring(1) : raw;
    boolean closed = !quoted;
    StringBuilder value = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean last = i == text.length() - 1;
      if (c == '\\' && !last) {
        char next = text.charAt(++i);
        switch (next) {
          case 'n' -> value.append('\n');
          case '"', '\\' -> value.append(next);
          default -> value.append(c).append(next);
        }
      } else if (c == '"') {
        if (closed || !last) {
          throw unescaped(raw);
        }
        closed = true;
      } else {
        value.append(c);
      }
    }
    if (!closed) {
      throw unescaped(raw);
    }
    return value.toString();
  }

  private static MatcherSyntaxException unescaped(String raw) {
    return new MatcherSyntaxException("matcher value contains unescaped double quote: " + raw);
  }

  /**
   * A condition by the text of its operator.
   *
   * @throws dev.steward.spi.text.RegexSyntaxException if the value shall be an expression and is
   *     none
   */
  public static LabelMatcher matcher(String name, String operator, String value) {
    return switch (operator) {
      case "=" -> new LabelMatcher.Equal(name, value);
      case "!=" -> new LabelMatcher.NotEqual(name, value);
      case "=~" -> new LabelMatcher.Matches(name, Regex.compile(value));
      case "!~" -> new LabelMatcher.NotMatches(name, Regex.compile(value));
      default -> throw new MatcherSyntaxException("bad matcher format: " + name + operator + value);
    };
  }
}
