package dev.steward.spi.text;

import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;

/** Text that is not a regular expression. */
public final class RegexSyntaxException extends StewardException {
  private static final long serialVersionUID = 1L;

  private final int position;

  /** Makes the error; {@code position} counts characters from 0, -1 where it is not known. */
  public RegexSyntaxException(String source, String problem, int position) {
    super(ErrorCode.INVALID_ARGUMENT, "error parsing regexp: " + problem + ": `" + source + "`");
    this.position = position;
  }

  /** Where in the expression the error is, in characters from 0; -1 where it is not known. */
  public int position() {
    return position;
  }
}
