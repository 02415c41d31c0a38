package dev.steward.alerting.evaluation;

/** How the last evaluation of a rule went. */
public enum RuleHealth {
  /** It was not evaluated yet. */
  UNKNOWN("unknown"),
  /** Well. */
  GOOD("ok"),
  /** It failed. */
  BAD("err");

  private final String word;

  RuleHealth(String word) {
    this.word = word;
  }

  /** As interfaces say it. */
  public String word() {
    return word;
  }
}
