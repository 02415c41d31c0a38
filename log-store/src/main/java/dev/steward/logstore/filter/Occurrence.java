package dev.steward.logstore.filter;

import java.util.List;

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

  Verdict verdict() {
    return always ? Verdict.ALWAYS : placements.isEmpty() ? Verdict.NEVER : Verdict.MAYBE;
  }
}
