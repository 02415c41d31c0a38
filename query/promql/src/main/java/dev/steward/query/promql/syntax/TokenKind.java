package dev.steward.query.promql.syntax;

/** The kinds of words that a query is made of. */
enum TokenKind {
  END_OF_INPUT,
  IDENTIFIER,
  NUMBER,
  DURATION,
  STRING,
  OPERATOR,
  LEFT_PARENTHESIS,
  RIGHT_PARENTHESIS,
  LEFT_BRACE,
  RIGHT_BRACE,
  LEFT_BRACKET,
  RIGHT_BRACKET,
  COMMA,
  COLON,
  AT,
  EQUAL,
  MATCHES,
  NOT_MATCHES
}
