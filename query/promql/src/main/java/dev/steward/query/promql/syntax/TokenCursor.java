package dev.steward.query.promql.syntax;

import dev.steward.query.value.QuerySyntaxException;
import java.util.List;

/** A walk over the words of a query, with the errors that say what was met instead. */
final class TokenCursor {
  private final String query;
  private final List<Token> tokens;
  private int at;

  TokenCursor(String query) {
    this.query = query;
    this.tokens = Lexer.tokens(query);
  }

  Token peek() {
    return tokens.get(at);
  }

  Token peekNext() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  Token next() {
    Token token = tokens.get(at);
    if (at < tokens.size() - 1) {
      at++;
    }
    return token;
  }

  boolean at(TokenKind kind) {
    return peek().is(kind);
  }

  boolean takeIf(TokenKind kind) {
    if (at(kind)) {
      next();
      return true;
    }
    return false;
  }

  Token expect(TokenKind kind, String context, String expected) {
    if (!at(kind)) {
      throw unexpected(context, expected);
    }
    return next();
  }

  /** Whether a word stands here with an opening parenthesis after it. */
  boolean atCallOf(String word) {
    return peek().isWord(word) && peekNext().is(TokenKind.LEFT_PARENTHESIS);
  }

  QuerySyntaxException unexpected(String context, String expected) {
    if (at(TokenKind.END_OF_INPUT)) {
      if (isOpen(TokenKind.LEFT_BRACKET, TokenKind.RIGHT_BRACKET)) {
        return error(peek().span(), "unclosed left bracket");
      }
      if (isOpen(TokenKind.LEFT_PARENTHESIS, TokenKind.RIGHT_PARENTHESIS)) {
        return error(peek().span(), "unclosed left parenthesis");
      }
    }
    return error(
        peek().span(),
        "unexpected "
            + peek().describe()
            + (context.isEmpty() ? "" : " in " + context)
            + (expected.isEmpty() ? "" : ", expected " + expected));
  }

  private boolean isOpen(TokenKind opening, TokenKind closing) {
    int depth = 0;
    for (Token token : tokens) {
      depth += token.is(opening) ? 1 : token.is(closing) ? -1 : 0;
    }
    return depth > 0;
  }

  QuerySyntaxException error(Span where, String what) {
    return QuerySyntaxException.prometheus(query, where.start(), what);
  }

  /** The text of a string literal. */
  String text(Token literal) {
    try {
      return StringLiterals.unquote(literal.text());
    } catch (IllegalArgumentException e) {
      throw error(literal.span(), "error unquoting string " + literal.text());
    }
  }
}
