package dev.steward.alerting.rule;

import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import java.util.List;
import java.util.stream.Collectors;

/** A rule file that cannot be used; the message has one line for each of its problems. */
public final class RuleFileException extends StewardException {
  private static final long serialVersionUID = 1L;

  private final transient List<RuleProblem> problems;

  /** Makes the error of at least one problem. */
  public RuleFileException(List<RuleProblem> problems) {
    super(
        ErrorCode.INVALID_ARGUMENT,
        problems.stream().map(RuleProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** The problems, in the order of their places. */
  public List<RuleProblem> problems() {
    return problems;
  }
}
