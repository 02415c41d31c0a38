package dev.steward.cli;

import org.jspecify.annotations.Nullable;

/** Says to the person at the terminal why a command failed. */
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes the error. */
  public CommandException(String message) {
    this(message, null);
  }

  /** Makes the error with what caused it. */
  public CommandException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
