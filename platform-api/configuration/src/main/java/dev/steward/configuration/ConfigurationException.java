package dev.steward.configuration;

import java.util.List;

/**
 * Configuration that cannot be used. The message has one line for each problem, so that all of them
 * can be mended at once.
 */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  /** Makes the error of at least one problem. */
  public ConfigurationException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** Each problem: its place, what stands there, and what is expected. */
  public List<String> problems() {
    return problems;
  }
}
