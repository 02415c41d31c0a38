package dev.steward.query.template;

/** What a function says when it cannot give a result; becomes part of the template's error. */
public final class FunctionFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes the failure; the message is for whoever wrote the template. */
  public FunctionFailure(String message) {
    super(message);
  }

  /** The message. */
  public String problem() {
    return String.valueOf(getMessage());
  }
}
