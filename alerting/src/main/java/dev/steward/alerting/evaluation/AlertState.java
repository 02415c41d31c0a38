package dev.steward.alerting.evaluation;

/** Where an alert, or a rule with its alerts, stands. */
public enum AlertState {
  /** There is no alert, or it has ended. */
  INACTIVE("inactive"),
  /** The condition holds, but not yet for as long as the rule asks for. */
  PENDING("pending"),
  /** The condition has held for long enough. */
  FIRING("firing");

  private final String word;

  AlertState(String word) {
    this.word = word;
  }

  /** As interfaces and the label {@code alertstate} say it. */
  public String word() {
    return word;
  }
}
