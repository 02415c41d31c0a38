package dev.steward.logstore.store;

import dev.steward.logstore.index.DaySnapshot;
import dev.steward.logstore.part.PartReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one day at one moment, with the index that tells of them. Safe for any thread. Open
 * while it has users; its maker is the first.
 */
public final class DayView {
  private final long epochDay;
  private final List<PartReader> parts;
  private final @Nullable DaySnapshot index;
  private final Set<String> covered;
  private final DayTemplates templates;
  private final boolean indexDamaged;
  private final AtomicInteger users = new AtomicInteger(1);

  /** A view that takes over the index, and is one more user of each part. */
  DayView(
      long epochDay,
      List<PartReader> parts,
      @Nullable DaySnapshot index,
      DayTemplates templates,
      boolean indexDamaged)
      throws IOException {
    this.epochDay = epochDay;
    this.parts = List.copyOf(parts);
    this.index = index;
    this.covered = index == null ? Set.of() : Set.copyOf(index.commit().parts());
    this.templates = templates;
    this.indexDamaged = indexDamaged;
    for (PartReader part : this.parts) {
      if (!part.acquire()) {
        throw new IllegalStateException("part " + part + ": closed (expected: open)");
      }
    }
  }

  /** Days since the Unix epoch. */
  public long epochDay() {
    return epochDay;
  }

  /** The parts, in the order in which their entries were stored. */
  public List<PartReader> parts() {
    return parts;
  }

  /** The index of the parts that are settled, or null where none is. */
  public @Nullable DaySnapshot index() {
    return index;
  }

  /** Whether the index tells of a part. */
  public boolean isCovered(PartReader part) {
    return covered.contains(part.name());
  }

  /** Whether the index was found damaged and is not made anew yet. */
  public boolean isIndexDamaged() {
    return indexDamaged;
  }

  /** All templates of the day, and maybe more. */
  public DayTemplates templates() {
    return templates;
  }

  /** Adds a user, who sees that the view has one already. */
  void acquire() {
    users.incrementAndGet();
  }

  /** Takes a user away; the last closes the view. */
  public void release() {
    if (users.decrementAndGet() == 0) {
      parts.forEach(PartReader::release);
      try {
        if (index != null) {
          index.close();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
