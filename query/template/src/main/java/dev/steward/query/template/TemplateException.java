package dev.steward.query.template;

import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;

/** A template that is not well-formed, or that failed with its data; in Go's words. */
public final class TemplateException extends StewardException {
  private static final long serialVersionUID = 1L;

  private TemplateException(ErrorCode code, String message) {
    super(code, message);
  }

  /** The template is not well-formed. */
  static TemplateException malformed(String template, int line, String problem) {
    return new TemplateException(
        ErrorCode.INVALID_ARGUMENT, "template: " + template + ":" + line + ": " + problem);
  }

  /** The template failed with its data. */
  static TemplateException failed(
      String template, int line, int column, String executing, String where, String problem) {
    return new TemplateException(
        ErrorCode.EXECUTION_FAILED,
        "template: "
            + template
            + ":"
            + line
            + ":"
            + column
            + ": executing \""
            + executing
            + "\" at <"
            + where
            + ">: "
            + problem);
  }
}
