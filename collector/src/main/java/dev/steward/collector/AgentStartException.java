package dev.steward.collector;

import org.jspecify.annotations.Nullable;

/** Says why an agent cannot start, in words for who started it. */
final class AgentStartException extends Exception {
  private static final long serialVersionUID = 1L;

  AgentStartException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
