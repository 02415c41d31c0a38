package dev.steward.testkit.plugin;

/**
 * What a command on a host left behind.
 *
 * @param command the command as a person would type it
 * @param exitCode 0 for success
 * @param output standard output, decoded as UTF-8
 * @param errors standard error, decoded as UTF-8
 */
public record CommandResult(String command, int exitCode, String output, String errors) {

  /** True if the command exited with 0. */
  public boolean succeeded() {
    return exitCode == 0;
  }

  /**
   * This result, if the command succeeded.
   *
   * @throws AssertionError with the command's whole output if it failed
   */
  public CommandResult orFail() {
    if (!succeeded()) {
      throw new AssertionError(
          "%s: exit code %d (expected: 0)%n%s%s".formatted(command, exitCode, output, errors));
    }
    return this;
  }
}
