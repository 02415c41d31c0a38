package dev.steward.cli;

import picocli.CommandLine.Option;

/** Whether a command writes in colours. */
final class ColourOption {
  /** When to write in colours. */
  enum When {
    /** If standard output is a terminal and NO_COLOR is not set. */
    auto,
    /** Always. */
    always,
    /** Never. */
    never
  }

  @Option(
      names = {"--color", "--colour"},
      paramLabel = "WHEN",
      defaultValue = "auto",
      description = "Colours: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
  private When when = When.auto;

  /** Made by picocli. */
  ColourOption() {}

  boolean isOn() {
    return switch (when) {
      case auto -> Terminal.hasColours();
      case always -> true;
      case never -> false;
    };
  }
}
