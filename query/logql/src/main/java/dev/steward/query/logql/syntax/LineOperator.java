package dev.steward.query.logql.syntax;

/** How a line filter compares. */
public enum LineOperator {
  /** The line holds a text. */
  CONTAINS("|=", false),
  /** The line does not hold a text. */
  NOT_CONTAINS("!=", true),
  /** A regular expression matches somewhere in the line. */
  MATCHES("|~", false),
  /** A regular expression matches nowhere in the line. */
  NOT_MATCHES("!~", true),
  /** The line has the shape of a pattern. */
  PATTERN("|>", false),
  /** The line does not have the shape of a pattern. */
  NOT_PATTERN("!>", true);

  private final String text;
  private final boolean negative;

  LineOperator(String text, boolean negative) {
    this.text = text;
    this.negative = negative;
  }

  /** Whether lines that match are refused. */
  public boolean negative() {
    return negative;
  }

  /** As LogQL writes it. */
  @Override
  public String toString() {
    return text;
  }
}
