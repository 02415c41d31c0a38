package dev.steward.query.value;

import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;

/**
 * A query that is not well-formed, with the place where reading it failed.
 *
 * <p>The message is complete in itself and in the words of its language, as its clients know them.
 */
public final class QuerySyntaxException extends StewardException {
  private static final long serialVersionUID = 1L;

  private final int position;
  private final int line;
  private final int column;

  private QuerySyntaxException(String message, int position, int line, int column) {
    super(ErrorCode.INVALID_ARGUMENT, message);
    this.position = position;
    this.line = line;
    this.column = column;
  }

  /**
   * An error in Prometheus' words: {@code 1:5: parse error: what}.
   *
   * @param query the whole query
   * @param position offset in the query of the place where reading failed, from 0
   * @param what what is wrong
   */
  public static QuerySyntaxException prometheus(String query, int position, String what) {
    int line = lineOf(query, position);
    int column = columnOf(query, position);
    return new QuerySyntaxException(
        line + ":" + column + ": parse error: " + what, position, line, column);
  }

  /**
   * An error in Loki's words: {@code parse error at line 1, col 5: what}.
   *
   * @param query the whole query
   * @param position offset in the query of the place where reading failed, from 0
   * @param what what is wrong
   */
  public static QuerySyntaxException loki(String query, int position, String what) {
    int line = lineOf(query, position);
    int column = columnOf(query, position);
    return new QuerySyntaxException(
        "parse error at line " + line + ", col " + column + ": " + what, position, line, column);
  }

  private static int lineOf(String query, int position) {
    int line = 1;
    for (int i = 0; i < Math.min(position, query.length()); i++) {
      if (query.charAt(i) == '\n') {
        line++;
      }
    }
    return line;
  }

  private static int columnOf(String query, int position) {
    int at = Math.min(position, query.length());
    return position - (at == 0 ? -1 : query.lastIndexOf('\n', at - 1));
  }

  /** Offset in the query, from 0. */
  public int position() {
    return position;
  }

  /** Line in the query, from 1. */
  public int line() {
    return line;
  }

  /** Column in the line, from 1. */
  public int column() {
    return column;
  }
}
