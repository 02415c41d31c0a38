package dev.steward.query.template;

import dev.steward.query.template.TemplateToken.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a template into text and the words of actions. {@code {{- } and {@code -}}} trim the blanks
 * around an action; {@code {{/* … * /}}} is a comment. For one use.
 */
final class TemplateLexer {
  private static final String LEFT = "{{";
  private static final String RIGHT = "}}";
  private static final String COMMENT_START = "/*";
  private static final String COMMENT_END = "*/";

  private final String name;
  private final String source;
  private final List<TemplateToken> tokens = new ArrayList<>();
  private int at;
  private int parentheses;

  private TemplateLexer(String name, String source) {
    this.name = name;
    this.source = source;
  }

  /** The words of a template, an END last. */
  static List<TemplateToken> tokens(String name, String source) {
    TemplateLexer lexer = new TemplateLexer(name, source);
    lexer.text();
    return lexer.tokens;
  }

  static int lineOf(String source, int position) {
    int line = 1;
    for (int i = 0; i < Math.min(position, source.length()); i++) {
      if (source.charAt(i) == '\n') {
        line++;
      }
    }
    return line;
  }

  private TemplateException error(String problem) {
    return TemplateException.malformed(name, lineOf(source, at), problem);
  }

  private void text() {
    boolean trimStart = false;
    while (true) {
      int left = source.indexOf(LEFT, at);
      int end = left < 0 ? source.length() : left;
      String text = source.substring(at, end);
      int start = at;
      if (trimStart) {
        text = stripLeadingBlanks(text);
      }
      boolean trimEnd = left >= 0 && isTrimAfterLeft(left + LEFT.length());
      if (trimEnd) {
        text = stripTrailingBlanks(text);
      }
      if (!text.isEmpty()) {
        tokens.add(new TemplateToken(Type.TEXT, text, start));
      }
      if (left < 0) {
        tokens.add(new TemplateToken(Type.END, "", source.length()));
        return;
      }
      at = left + LEFT.length() + (trimEnd ? 2 : 0);
      trimStart = source.startsWith(COMMENT_START, at) ? comment() : action(left);
    }
  }

  private boolean isTrimAfterLeft(int from) {
    return from + 1 < source.length()
        && source.charAt(from) == '-'
        && isBlank(source.charAt(from + 1));
  }

  /** Whether a trimming right delimiter comes next. */
  private boolean isTrimBeforeRight() {
    return at < source.length()
        && isBlank(source.charAt(at))
        && source.startsWith("-" + RIGHT, at + 1);
  }

  private boolean comment() {
    int end = source.indexOf(COMMENT_END, at + COMMENT_START.length());
    if (end < 0) {
      throw error("unclosed comment");
    }
    at = end + COMMENT_END.length();
    boolean trim = isTrimBeforeRight();
    at += trim ? 2 : 0;
    if (!source.startsWith(RIGHT, at)) {
      throw error("comment ends before closing delimiter");
    }
    at += RIGHT.length();
    return trim;
  }

  /** Reads an action up to its end; true where the blanks behind it are trimmed. */
  private boolean action(int left) {
    tokens.add(new TemplateToken(Type.LEFT_DELIMITER, LEFT, left));
    parentheses = 0;
    while (true) {
      boolean trim = isTrimBeforeRight();
      if (trim || source.startsWith(RIGHT, at)) {
        if (parentheses > 0) {
          throw error("unclosed left paren");
        }
        tokens.add(new TemplateToken(Type.RIGHT_DELIMITER, RIGHT, at));
        at += RIGHT.length() + (trim ? 2 : 0);
        return trim;
      }
      if (at >= source.length()) {
        throw error("unclosed action");
      }
      word();
    }
  }

  private void word() {
    char c = source.charAt(at);
    int start = at;
    if (isBlank(c)) {
      while (at < source.length() && isBlank(source.charAt(at)) && !isTrimBeforeRight()) {
        at++;
      }
      add(Type.SPACE, start);
    } else if (c == ':') {
      if (!source.startsWith(":=", at)) {
        throw error("expected :=");
      }
      at += 2;
      add(Type.DECLARE, start);
    } else if (c == '=' || c == '|' || c == ',' || c == '(' || c == ')') {
      symbol(c);
    } else if (c == '"') {
      quoted('"', Type.STRING, "unterminated quoted string");
    } else if (c == '\'') {
      quoted('\'', Type.CHARACTER, "unterminated character constant");
    } else if (c == '`') {
      rawString();
    } else if (c == '$') {
      at++;
      skipName();
      add(Type.VARIABLE, start);
    } else if (c == '.' && !isDigitAt(at + 1)) {
      at++;
      skipName();
      add(at == start + 1 ? Type.DOT : Type.FIELD, start);
    } else if (c == '+' || c == '-' || c == '.' || isDigitAt(at)) {
      number();
    } else if (isNamePart(source.codePointAt(at))) {
      skipName();
      add(Type.IDENTIFIER, start);
    } else {
      throw error(
          String.format("unexpected %s in command", GoFormat.quotedRune(source.codePointAt(at))));
    }
  }

  private void symbol(char c) {
    int start = at;
    at++;
    switch (c) {
      case '=' -> add(Type.ASSIGN, start);
      case '|' -> add(Type.PIPE, start);
      case ',' -> add(Type.COMMA, start);
      case '(' -> {
        parentheses++;
        add(Type.LEFT_PARENTHESIS, start);
      }
      default -> {
        if (--parentheses < 0) {
          throw error("unexpected right paren");
        }
        add(Type.RIGHT_PARENTHESIS, start);
      }
    }
  }

  private void quoted(char quote, Type type, String unterminated) {
    int start = at;
    at++;
    while (at < source.length() && source.charAt(at) != quote && source.charAt(at) != '\n') {
      at += source.charAt(at) == '\\' ? 2 : 1;
    }
    if (at >= source.length() || source.charAt(at) != quote) {
      at = start;
      throw error(unterminated);
    }
    at++;
    add(type, start);
  }

  private void rawString() {
    int end = source.indexOf('`', at + 1);
    if (end < 0) {
      throw error("unterminated raw quoted string");
    }
    int start = at;
    at = end + 1;
    add(Type.RAW_STRING, start);
  }

  private void number() {
    int start = at;
    at++;
    while (at < source.length()) {
      char c = source.charAt(at);
      boolean sign = (c == '+' || c == '-') && "eEpP".indexOf(source.charAt(at - 1)) >= 0;
      if (!sign && c != '.' && c != '_' && !Character.isLetterOrDigit(c)) {
        break;
      }
      at++;
    }
    add(Type.NUMBER, start);
  }

  private void skipName() {
    while (at < source.length() && isNamePart(source.codePointAt(at))) {
      at += Character.charCount(source.codePointAt(at));
    }
  }

  private void add(Type type, int start) {
    tokens.add(new TemplateToken(type, source.substring(start, at), start));
  }

  private boolean isDigitAt(int index) {
    return index < source.length() && source.charAt(index) >= '0' && source.charAt(index) <= '9';
  }

  private static boolean isNamePart(int rune) {
    return rune == '_' || Character.isLetterOrDigit(rune);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  private static String stripLeadingBlanks(String text) {
    int from = 0;
    while (from < text.length() && isBlank(text.charAt(from))) {
      from++;
    }
    return text.substring(from);
  }

  private static String stripTrailingBlanks(String text) {
    int to = text.length();
    while (to > 0 && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(0, to);
  }
}
