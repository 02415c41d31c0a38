package dev.steward.query.template;

import dev.steward.query.template.TemplateToken.Type;
import java.util.List;

/** The words of a template, read from left to right, and the errors that reading gives. */
final class ActionTokens {
  private final String name;
  private final String source;
  private final List<TemplateToken> tokens;
  private int at;

  ActionTokens(String name, String source) {
    this.name = name;
    this.source = source;
    this.tokens = TemplateLexer.tokens(name, source);
  }

  TemplateToken next() {
    return tokens.get(at < tokens.size() - 1 ? at++ : at);
  }

  TemplateToken peek() {
    return tokens.get(at);
  }

  /** Where the next word stands among all, for {@link #backTo}. */
  int mark() {
    return at;
  }

  void backTo(int mark) {
    at = mark;
  }

  int position() {
    return peek().position();
  }

  void skipBlanks() {
    while (peek().type() == Type.SPACE) {
      at++;
    }
  }

  /** The identifier that comes next, or the empty text. */
  String keywordAhead() {
    return peek().type() == Type.IDENTIFIER ? peek().text() : "";
  }

  boolean isAtActionEnd() {
    return peek().type() == Type.RIGHT_DELIMITER;
  }

  void expectEnd(String context) {
    skipBlanks();
    if (!isAtActionEnd()) {
      throw unexpected(context);
    }
    next();
  }

  /** The name of a template, as a text constant. */
  String templateName(String context) {
    skipBlanks();
    TemplateToken token = peek();
    if (token.type() != Type.STRING && token.type() != Type.RAW_STRING) {
      throw unexpected(context);
    }
    next();
    return text(token);
  }

  /** What a text constant stands for. */
  String text(TemplateToken token) {
    String inside = token.text().substring(1, token.text().length() - 1);
    if (token.type() == Type.RAW_STRING) {
      return inside;
    }
    try {
      return GoText.unescaped(inside);
    } catch (IllegalArgumentException e) {
      throw error("invalid syntax");
    }
  }

  /** A part of the template as it is written. */
  String written(int from, int to) {
    return source.substring(from, to);
  }

  TemplateException error(String problem) {
    return TemplateException.malformed(
        name, TemplateLexer.lineOf(source, peek().position()), problem);
  }

  TemplateException unexpected(String context) {
    String shown = peek().type() == Type.END ? "EOF" : "\"" + peek().text() + "\"";
    return error("unexpected " + shown + " in " + context);
  }
}
