package dev.steward.logstore.filter;

/** What is known of all lines of a template before any of them is looked at. */
enum Verdict {
  /** None passes. */
  NEVER,
  /** It depends on what varies. */
  MAYBE,
  /** Each passes. */
  ALWAYS;

  Verdict negated() {
    return switch (this) {
      case NEVER -> ALWAYS;
      case MAYBE -> MAYBE;
      case ALWAYS -> NEVER;
    };
  }
}
