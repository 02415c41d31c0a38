package dev.steward.logstore.store;

import dev.steward.logstore.disk.Disk;
import dev.steward.logstore.part.PartReader;
import dev.steward.logstore.stream.StreamRegistry;
import dev.steward.spi.model.Labels;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what is too old for its stream, and the oldest where the store or the disk is too full.
 * For one thread.
 */
public final class Retention {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  private final Path directory;
  private final Disk disk;
  private final Days days;
  private final StreamRegistry registry;
  private final RetentionRules rules;
  private final AtomicLong expired = new AtomicLong();

  /** Retention of these days, whose files are in a directory. */
  public Retention(
      Path directory, Disk disk, Days days, StreamRegistry registry, RetentionRules rules) {
    this.directory = directory;
    this.disk = disk;
    this.days = days;
    this.registry = registry;
    this.rules = rules;
  }

  /** Entries removed so far. */
  public long expired() {
    return expired.get();
  }

  /** Removes what must go now. */
  public void apply(Instant now) throws IOException {
    long nowNanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
    if (rules.anyAge()) {
      for (long day : days.epochDays()) {
        for (int at = days.parts(day).size() - 1; at >= 0; at--) {
          expire(day, at, nowNanos);
        }
        removeIfEmpty(day);
      }
    }
    makeRoom();
  }

  private void expire(long day, int at, long now) throws IOException {
    PartReader part = days.parts(day).get(at);
    boolean any = false;
    boolean all = true;
    for (int stream : part.contents().streamIds()) {
      long before = oldestKept(registry.labels(stream), now);
      any |= part.footer().first() < before;
      all &= part.footer().last() < before;
    }
    if (all) {
      expired.addAndGet(part.footer().lines());
      days.remove(day, at, at + 1);
    } else if (any && part.footer().last() < now - DayNames.NANOS) {
      expireSome(day, at, now);
    }
  }

  private void expireSome(long day, int at, long now) throws IOException {
    PartReader part = days.parts(day).get(at);
    if (!worthRewriting(part, now)) {
      return;
    }
    PartMerge merge =
        new PartMerge(
            List.of(part),
            registry,
            (stream, time, lines, line) -> time >= oldestKept(stream, now));
    days.rewrite(day, at, at + 1, merge);
    expired.addAndGet(merge.dropped());
  }

  /**
   * A part is rewritten once a whole stream of it is too old, not for every line that becomes so.
   */
  private boolean worthRewriting(PartReader part, long now) throws IOException {
    for (int stream : part.contents().streamIds()) {
      if (part.footer().last() < oldestKept(registry.labels(stream), now)) {
        return true;
      }
    }
    return false;
  }

  private long oldestKept(Labels stream, long now) {
    @Nullable Duration age = rules.age(stream);
    return age == null ? Long.MIN_VALUE : now - age.toNanos();
  }

  private void makeRoom() throws IOException {
    while (tooFull()) {
      List<Long> all = days.epochDays();
      if (all.isEmpty() || days.partCount() < 2) {
        return;
      }
      removeOldest(all.getFirst());
    }
  }

  /** The oldest part of the oldest day, and the day with its last part. */
  private void removeOldest(long day) throws IOException {
    List<PartReader> parts = days.parts(day);
    if (!parts.isEmpty()) {
      int oldest = 0;
      for (int at = 1; at < parts.size(); at++) {
        oldest = parts.get(at).footer().first() < parts.get(oldest).footer().first() ? at : oldest;
      }
      LOG.info("Removing log part {} of day {} to make room", parts.get(oldest), day);
      expired.addAndGet(parts.get(oldest).footer().lines());
      days.remove(day, oldest, oldest + 1);
    }
    removeIfEmpty(day);
  }

  private void removeIfEmpty(long day) throws IOException {
    if (days.parts(day).isEmpty()) {
      days.remove(day);
    }
  }

  private boolean tooFull() throws IOException {
    if (days.fileBytes() > rules.maxBytes()) {
      return true;
    }
    Disk.Space space = disk.space(directory);
    return space.free() < rules.minFreeShare() * space.total();
  }
}
