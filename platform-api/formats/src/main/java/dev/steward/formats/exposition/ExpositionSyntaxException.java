package dev.steward.formats.exposition;

import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;

/** Text that is no exposition of metrics, with the place where it stops being one. */
public final class ExpositionSyntaxException extends StewardException {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;

  ExpositionSyntaxException(int line, int column, String problem) {
    super(
        ErrorCode.INVALID_ARGUMENT,
        "exposition line " + line + ", column " + column + ": " + problem);
    this.line = line;
    this.column = column;
  }

  /** The line, from 1. */
  public int line() {
    return line;
  }

  /** The byte within the line, from 1. */
  public int column() {
    return column;
  }
}
