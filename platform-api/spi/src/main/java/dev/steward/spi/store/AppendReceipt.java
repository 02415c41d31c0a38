package dev.steward.spi.store;

import java.util.List;
import java.util.Objects;

/**
 * What became of a batch. When a store hands it out, what it counts as stored is on disk.
 *
 * @param stored samples or entries that the store now holds and did not hold before
 * @param repeated samples or entries that the store already held, equal in everything; no error
 * @param refusals what was not kept, one for each reason
 */
public record AppendReceipt(long stored, long repeated, List<Refusal> refusals) {
  /**
   * Something that was not kept.
   *
   * @param reason why
   * @param count how many samples or entries
   * @param example one of them, for a person
   */
  public record Refusal(RefusalReason reason, long count, String example) {
    /** Checks that nothing is missing. */
    public Refusal {
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(example, "example");
    }
  }

  /** Copies the list. */
  public AppendReceipt {
    refusals = List.copyOf(refusals);
  }

  /** A receipt for a batch that was kept whole. */
  public static AppendReceipt stored(long count) {
    return new AppendReceipt(count, 0, List.of());
  }

  /** How many were refused, for whatever reason. */
  public long refused() {
    return refusals.stream().mapToLong(Refusal::count).sum();
  }
}
