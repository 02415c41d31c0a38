package dev.steward.logstore.filter;

import java.util.List;
import java.util.function.Predicate;

/**
 * Where a text can stand in lines of a template. A line holds the text exactly when it always does
 * or when all tests of one placement pass: no line has to be put together to know.
 *
 * @param always whether it stands in the constant text
 * @param placements the other places, each with what it asks of the slots it touches
 */
public record Occurrence(boolean always, List<List<SlotTest>> placements) {
  static final Occurrence ALWAYS = new Occurrence(true, List.of());

  /** Copies the list. */
  public Occurrence {
    placements = List.copyOf(placements);
  }

  /** Whether the text may stand in a line whose slots' values are known in part. */
  boolean isPossible(Predicate<SlotTest> allowed) {
    if (always) {
      return true;
    }
    for (List<SlotTest> placement : placements) {
      boolean possible = true;
      for (SlotTest test : placement) {
        possible &= allowed.test(test);
      }
      if (possible) {
        return true;
      }
    }
    return false;
  }

  Verdict verdict() {
    return always ? Verdict.ALWAYS : placements.isEmpty() ? Verdict.NEVER : Verdict.MAYBE;
  }
}
