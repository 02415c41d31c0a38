package dev.steward.spi.text;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Rewrites an RE2 expression as one for {@link java.util.regex.Pattern} that matches the same
 * texts, and refuses what RE2 refuses: look-around, back-references, possessive quantifiers. For
 * one use.
 *
 * <p>Where the dialects differ: names of groups may hold underscores; {@code $} is the end of the
 * text and not the place before a last line end; {@code \s} has no vertical tab; classes have POSIX
 * names and neither unions nor intersections; {@code {} that starts no repetition is literal.
 *
 * <p>Source: the RE2 syntax page.
 */
final class Re2Translator {
  private static final int MAX_REPEAT = 1000;
  private static final int MAX_DEPTH = 500;

  private static final Map<String, String> POSIX_CLASSES = posixClasses();

  private final String source;
  private final StringBuilder pattern = new StringBuilder();
  private final Map<String, Integer> groups = new LinkedHashMap<>();

  /** Whether {@code $} stands for line ends too, for each group that is open. */
  private final Deque<Boolean> multiline = new ArrayDeque<>();

  private int at;
  private int groupCount;

  /** Whether a quantifier may follow. */
  private boolean repeatable;

  private int lastQuantifier = -1;

  Re2Translator(String source) {
    this.source = source;
    multiline.push(false);
  }

  private static Map<String, String> posixClasses() {
    Map<String, String> classes = new HashMap<>();
    classes.put("alnum", "a-zA-Z0-9");
    classes.put("alpha", "a-zA-Z");
    classes.put("ascii", "\\x00-\\x7F");
    classes.put("blank", "\\t ");
    classes.put("cntrl", "\\x00-\\x1F\\x7F");
    classes.put("digit", "0-9");
    classes.put("graph", "!-~");
    classes.put("lower", "a-z");
    classes.put("print", " -~");
    classes.put("punct", "!-/:-@\\[-`{-~");
    classes.put("space", "\\t\\n\\x0B\\f\\r ");
    classes.put("upper", "A-Z");
    classes.put("word", "a-zA-Z0-9_");
    classes.put("xdigit", "a-fA-F0-9");
    return classes;
  }

  /**
   * The rewritten expression.
   *
   * @throws RegexSyntaxException if the source is not well-formed
   */
  String translate() {
    while (at < source.length()) {
      char c = source.charAt(at);
      switch (c) {
        case '\\' -> escape();
        case '[' -> characterClass();
        case '(' -> open();
        case ')' -> close();
        case '|' -> {
          pattern.append(c);
          at++;
          repeatable = false;
        }
        case '*', '+', '?' -> quantifier(at + 1);
        case '{' -> braces();
        case '$' -> literal(Boolean.TRUE.equals(multiline.peek()) ? "$" : "\\z");
        case '^', '.' -> literal(String.valueOf(c));
        case '}', ']' -> literal("\\" + c);
        default -> {
          int rune = source.codePointAt(at);
          pattern.appendCodePoint(rune);
          at += Character.charCount(rune);
          repeatable = true;
        }
      }
    }
    if (multiline.size() > 1) {
      throw error("missing closing )", source);
    }
    return pattern.toString();
  }

  /** Numbers of the named groups, in the order in which they stand. */
  Map<String, Integer> groups() {
    return groups;
  }

  private void literal(String text) {
    pattern.append(text);
    at++;
    repeatable = true;
  }

  private void open() {
    if (multiline.size() > MAX_DEPTH) {
      throw error("expression nests too deeply", source);
    }
    repeatable = false;
    boolean lines = Boolean.TRUE.equals(multiline.peek());
    if (!source.startsWith("(?", at)) {
      groupCount++;
      pattern.append('(');
      at++;
    } else if (source.startsWith("(?P<", at) || isNamed()) {
      name(source.indexOf('<', at) + 1);
    } else {
      lines = flags(lines);
      if (pattern.charAt(pattern.length() - 1) == ')') {
        multiline.pop();
        multiline.push(lines);
        return;
      }
    }
    multiline.push(lines);
  }

  private boolean isNamed() {
    return source.startsWith("(?<", at)
        && !source.startsWith("(?<=", at)
        && !source.startsWith("(?<!", at);
  }

  private void name(int from) {
    int end = source.indexOf('>', from);
    String name = end < 0 ? "" : source.substring(from, end);
    boolean valid = !name.isEmpty() && name.chars().allMatch(c -> c == '_' || isAlphanumeric(c));
    if (!valid) {
      throw error(
          "invalid named capture", end < 0 ? source.substring(at) : source.substring(at, end + 1));
    }
    groupCount++;
    if (groups.putIfAbsent(name, groupCount) != null) {
      throw error("duplicate capture group name", name);
    }
    pattern.append('(');
    at = end + 1;
  }

  /** Reads {@code (?flags)} or {@code (?flags:}; gives whether {@code $} stands for line ends. */
  private boolean flags(boolean linesBefore) {
    int start = at;
    boolean lines = linesBefore;
    boolean negative = false;
    boolean any = false;
    StringBuilder on = new StringBuilder();
    StringBuilder off = new StringBuilder();
    for (at += 2; at < source.length(); at++) {
      char c = source.charAt(at);
      if (c == 'i' || c == 'm' || c == 's') {
        (negative ? off : on).append(c == 'i' ? "iu" : String.valueOf(c));
        lines = c == 'm' ? !negative : lines;
        any = true;
      } else if (c == '-' && !negative) {
        negative = true;
        any = false;
      } else if ((c == ':' && (any || !negative)) || (c == ')' && any)) {
        at++;
        pattern.append("(?").append(on);
        pattern.append(off.isEmpty() ? "" : "-").append(off).append(c);
        return lines;
      } else {
        break;
      }
    }
    int end = Math.min(source.length(), at + 1);
    throw error("invalid or unsupported Perl syntax", source.substring(start, end));
  }

  private void close() {
    if (multiline.size() == 1) {
      throw error("unexpected )", source);
    }
    multiline.pop();
    literal(")");
  }

  private void quantifier(int end) {
    String operator = source.substring(at, end);
    if (!repeatable) {
      boolean repeated = lastQuantifier >= 0 && lastQuantifier == at;
      throw repeated
          ? error("invalid nested repetition operator", source.charAt(at - 1) + operator)
          : error("missing argument to repetition operator", operator);
    }
    pattern.append(operator);
    at = end;
    if (at < source.length() && source.charAt(at) == '?') {
      pattern.append('?');
      at++;
    }
    repeatable = false;
    lastQuantifier = at;
  }

  /** A repetition such as {@code {2,5}}, or else a literal brace. */
  private void braces() {
    int end = source.indexOf('}', at);
    String inside = end < 0 ? "" : source.substring(at + 1, end);
    if (!inside.matches("\\d{1,9}(,\\d{0,9})?")) {
      literal("\\{");
      return;
    }
    int comma = inside.indexOf(',');
    int low = Integer.parseInt(comma < 0 ? inside : inside.substring(0, comma));
    int high =
        comma < 0
            ? low
            : comma == inside.length() - 1
                ? MAX_REPEAT
                : Integer.parseInt(inside.substring(comma + 1));
    if (low > MAX_REPEAT || high > MAX_REPEAT || low > high) {
      throw error("invalid repeat count", "{" + inside + "}");
    }
    quantifier(end + 1);
  }

  private void escape() {
    if (at + 1 == source.length()) {
      throw error("trailing backslash at end of expression", "");
    }
    if (source.startsWith("\\Q", at)) {
      int end = source.indexOf("\\E", at + 2);
      String text = source.substring(at + 2, end < 0 ? source.length() : end);
      text.codePoints().forEach(rune -> appendLiteral(rune));
      at = end < 0 ? source.length() : end + 2;
      repeatable = repeatable || !text.isEmpty();
      return;
    }
    char c = source.charAt(at + 1);
    switch (c) {
      case 'b', 'B', 'A', 'z' -> append("\\" + c, 2);
      case 's' -> append("[\\t\\n\\f\\r ]", 2);
      case 'S' -> append("[^\\t\\n\\f\\r ]", 2);
      default -> pattern.append(classEscape());
    }
    repeatable = true;
  }

  private void append(String text, int length) {
    pattern.append(text);
    at += length;
  }

  /** An escape that may stand in a class too; goes past it. */
  private String classEscape() {
    char c = source.charAt(at + 1);
    switch (c) {
      case 'd', 'D', 'w', 'W', 'a', 'f', 't', 'n', 'r' -> {
        at += 2;
        return "\\" + c;
      }
      case 's' -> {
        at += 2;
        return "\\t\\n\\f\\r ";
      }
      case 'v' -> {
        at += 2;
        return "\\x0B";
      }
      case 'p', 'P' -> {
        return property();
      }
      case 'x' -> {
        return hex();
      }
      default -> {
        if (c >= '0' && c <= '7' && isOctal()) {
          return octal();
        }
        int rune = source.codePointAt(at + 1);
        if (isAlphanumeric(rune) || rune >= 0x80) {
          throw error("invalid escape sequence", "\\" + Character.toString(rune));
        }
        at += 2;
        return quoted(rune);
      }
    }
  }

  private boolean isOctal() {
    return source.charAt(at + 1) == '0'
        || (at + 2 < source.length()
            && source.charAt(at + 2) >= '0'
            && source.charAt(at + 2) <= '7');
  }

  private String octal() {
    int end = at + 1;
    int value = 0;
    while (end < source.length()
        && end < at + 4
        && source.charAt(end) >= '0'
        && source.charAt(end) <= '7') {
      value = value * 8 + source.charAt(end++) - '0';
    }
    at = end;
    return String.format("\\x{%X}", value);
  }

  private String hex() {
    int from = at + 2;
    boolean braces = from < source.length() && source.charAt(from) == '{';
    int end = braces ? source.indexOf('}', from) : from + 2;
    String digits =
        end < 0 || end > source.length() ? "" : source.substring(braces ? from + 1 : from, end);
    if (!digits.matches("[0-9a-fA-F]{1,6}")
        || Integer.parseInt(digits, 16) > Character.MAX_CODE_POINT) {
      throw error(
          "invalid escape sequence", source.substring(at, Math.min(source.length(), at + 3)));
    }
    at = braces ? end + 1 : end;
    return "\\x{" + digits + "}";
  }

  private String property() {
    boolean braces = source.startsWith("{", at + 2);
    int end = braces ? source.indexOf('}', at) : at + 2;
    if (end < 0 || end >= source.length()) {
      throw error("invalid character class range", source.substring(at));
    }
    String name = braces ? source.substring(at + 3, end) : source.substring(at + 2, at + 3);
    boolean negated = source.charAt(at + 1) == 'P';
    if (name.startsWith("^")) {
      negated = !negated;
      name = name.substring(1);
    }
    String text = (negated ? "\\P{" : "\\p{") + (name.length() > 2 ? "Is" : "") + name + "}";
    at = end + 1;
    return text;
  }

  private void characterClass() {
    int start = at;
    pattern.append('[');
    at++;
    if (at < source.length() && source.charAt(at) == '^') {
      pattern.append('^');
      at++;
    }
    boolean first = true;
    boolean afterSet = false;
    while (at < source.length() && (first || source.charAt(at) != ']')) {
      afterSet = member(first || afterSet);
      first = false;
    }
    if (at == source.length()) {
      throw error("missing closing ]", source.substring(start));
    }
    literal("]");
  }

  /** Reads one member; true where it is a set of characters, which starts no range. */
  private boolean member(boolean mayNotContinueRange) {
    if (source.startsWith("[:", at)) {
      int end = source.indexOf(":]", at);
      if (end > 0) {
        posix(source.substring(at + 2, end), end + 2);
        return true;
      }
    }
    char c = source.charAt(at);
    if (c == '\\') {
      return escapedMember();
    }
    if (c == '-') {
      boolean last = at + 1 < source.length() && source.charAt(at + 1) == ']';
      pattern.append(mayNotContinueRange || last ? "\\-" : "-");
      at++;
    } else {
      int rune = source.codePointAt(at);
      pattern.append(quoted(rune));
      at += Character.charCount(rune);
    }
    return false;
  }

  private boolean escapedMember() {
    if (at + 1 == source.length()) {
      throw error("trailing backslash at end of expression", "");
    }
    char kind = source.charAt(at + 1);
    if (kind == 'S') {
      at += 2;
      pattern.append("[^\\t\\n\\f\\r ]");
    } else {
      pattern.append(classEscape());
    }
    return "sSdDwWpP".indexOf(kind) >= 0;
  }

  private void posix(String name, int end) {
    boolean negated = name.startsWith("^");
    String members = POSIX_CLASSES.get(negated ? name.substring(1) : name);
    if (members == null) {
      throw error("invalid character class range", "[:" + name + ":]");
    }
    pattern.append(negated ? "[^" + members + "]" : members);
    at = end;
  }

  private void appendLiteral(int rune) {
    pattern.append(quoted(rune));
  }

  private static String quoted(int rune) {
    boolean plain = isAlphanumeric(rune) || rune >= 0x80 || rune < 0x20;
    return plain ? Character.toString(rune) : "\\" + (char) rune;
  }

  private static boolean isAlphanumeric(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private RegexSyntaxException error(String problem, String where) {
    return new RegexSyntaxException(where, problem, at);
  }
}
