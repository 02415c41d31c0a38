package dev.steward.metricstore.block;

import dev.steward.metricstore.codec.Samples;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.store.SampleColumns;
import java.util.List;

/** The deletions that stand. Immutable. */
public record Tombstones(List<Tombstone> all) {
  /** No deletions. */
  public static final Tombstones NONE = new Tombstones(List.of());

  /** Copies the list. */
  public Tombstones {
    all = List.copyOf(all);
  }

  /** What of a series in a block is deleted; mostly empty. */
  public List<TimeRange> of(Block block, Labels labels) {
    if (all.isEmpty()) {
      return List.of();
    }
    return all.stream()
        .filter(tombstone -> tombstone.touches(block) && tombstone.accepts(labels))
        .map(Tombstone::range)
        .toList();
  }

  /** Whether any may concern a block. */
  public boolean touch(Block block) {
    return all.stream().anyMatch(tombstone -> tombstone.touches(block));
  }

  /** Appends the samples that lie in none of the deleted ranges. */
  public static void copyRemaining(
      SampleColumns from, List<TimeRange> deleted, SampleColumns into) {
    for (int i = 0; i < from.size(); i++) {
      long at = from.timestampsMillis()[i];
      boolean gone = false;
      for (TimeRange range : deleted) {
        gone |= range.contains(at);
      }
      if (!gone) {
        Samples.copyOne(from, i, into);
      }
    }
  }
}
