package dev.steward.logstore.store;

import dev.steward.logstore.index.DaySnapshot;
import dev.steward.logstore.part.PartReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The parts of one day at one moment, with the index that tells of them. Safe for any thread. Open
 * while it has users; its maker is the first.
 */
public final class DayView {
  private final long epochDay;
  private final List<PartReader> parts;
  private final DaySnapshot index;
  private final DayTemplates templates;
  private final AtomicInteger users = new AtomicInteger(1);

  /** A view that takes over the index, and is one more user of each part. */
  DayView(long epochDay, List<PartReader> parts, DaySnapshot index, DayTemplates templates) {
    this.epochDay = epochDay;
    this.parts = List.copyOf(parts);
    this.index = index;
    this.templates = templates;
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

  /** The index of the parts. */
  public DaySnapshot index() {
    return index;
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
        index.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
