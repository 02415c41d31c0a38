package dev.steward.metricstore;

import dev.steward.metricstore.block.Block;
import dev.steward.metricstore.block.Level;
import dev.steward.metricstore.block.Tombstone;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.Selector;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps points in step with samples: what is rolled up when. For the maintenance thread.
 *
 * <p>A day is rolled up when it is over and no sample came for it for a while; when one comes
 * later, the day's points are buried and made anew. Where raw blocks are gone that cannot be: there
 * the points of late samples are added to those that there are, which changes nothing for smallest,
 * largest, sum, count and last, and may miss a reset of a counter.
 */
final class Rollups {
  /** Data time that a day stays open after its end, for what comes out of order. */
  private static final long LINGER_MILLIS = 40 * 60_000;

  /** How long no sample may have come for a day: an agent's backlog comes in pieces. */
  private static final long QUIET_MILLIS = 30 * 60_000;

  private final BlockCatalog catalog;
  private final Roller roller;
  private final Clock clock;
  private final BlockCatalog.StateChange switchOver;

  /** When samples came last for a pending day. */
  private final Map<Long, Long> touchedMillis = new HashMap<>();

  Rollups(Roller roller, BlockCatalog catalog, Clock clock, BlockCatalog.StateChange switchOver) {
    this.catalog = catalog;
    this.roller = roller;
    this.clock = clock;
    this.switchOver = switchOver;
  }

  private Coverage coverage() {
    return catalog.view().coverage();
  }

  /**
   * What new raw blocks change: days are to be rolled up, and what is too late for that is.
   *
   * @param days starts of the days that their samples belong to
   */
  BlockCatalog.Change taking(List<Block> fresh, Collection<Long> days) throws IOException {
    Coverage before = coverage();
    Coverage after = before.withPending(days);
    days.forEach(day -> touchedMillis.put(day, clock.millis()));
    touchedMillis.keySet().retainAll(after.pending());
    List<Block> come = new ArrayList<>(fresh);
    if (before.rawFrom() != Long.MIN_VALUE) {
      TimeRange tooLate = Coverage.after(Long.MIN_VALUE, before.rawFrom());
      come.addAll(roller.roll(tooLate, touching(fresh, tooLate)));
    }
    return new BlockCatalog.Change(List.of(), come, List.of(), after);
  }

  private static List<Block> touching(List<Block> blocks, TimeRange range) {
    return blocks.stream()
        .filter(block -> range.touches(block.range().start(), block.range().end() - 1))
        .toList();
  }

  /**
   * Rolls up a day that is due.
   *
   * @param evenFresh whether days count too for which samples came just now
   * @return whether there was one
   */
  boolean rollNext(boolean evenFresh) throws IOException {
    long newest =
        catalog.view().blocks(Level.RAW).stream()
            .mapToLong(block -> block.range().end() - 1)
            .max()
            .orElse(Long.MIN_VALUE);
    long now = clock.millis();
    for (long day : coverage().pending()) {
      long end = day + Coverage.DAY_MILLIS;
      if (end + LINGER_MILLIS > newest) {
        return false;
      }
      if (evenFresh || now - touchedMillis.getOrDefault(day, Long.MIN_VALUE / 2) >= QUIET_MILLIS) {
        roll(day, end);
        return true;
      }
    }
    return false;
  }

  /** Rolls up what is pending up to a moment, so that raw blocks up to there are not needed. */
  void rollUpTo(long moment) throws IOException {
    for (long day : coverage().pending()) {
      if (day < moment) {
        roll(day, Math.min(day + Coverage.DAY_MILLIS, moment));
      }
    }
  }

  /** Makes the points of a day, or of its part up to a moment, anew. */
  private void roll(long day, long until) throws IOException {
    BlockCatalog.View view = catalog.view();
    TimeRange range = Coverage.after(Math.max(day, coverage().rawFrom()), until);
    List<Tombstone> buried = new ArrayList<>();
    for (Level level : List.of(Level.FINE, Level.COARSE)) {
      if (!touching(view.blocks(level), range).isEmpty()) {
        buried.add(catalog.tombstone(Selector.ALL, range, level));
      }
    }
    List<Block> points = roller.roll(range, touching(view.blocks(Level.RAW), range));
    boolean whole = until == day + Coverage.DAY_MILLIS;
    Coverage after = whole ? coverage().withoutPending(day) : coverage();
    catalog.apply(
        new BlockCatalog.Change(List.of(), points, buried, after),
        catalog.flushedLog(),
        switchOver);
    if (whole) {
      touchedMillis.remove(day);
    }
  }

  /**
   * Deletes samples, and every point that may hold one of them. Points at the edges of the range
   * that stood for other samples too are made anew, where there are raw blocks to make them of.
   */
  BlockCatalog.Change deletion(Selector selector, TimeRange range) {
    List<Tombstone> buried = new ArrayList<>();
    for (Level level : Level.values()) {
      buried.add(catalog.tombstone(selector, widened(range, level), level));
    }
    Coverage after = coverage();
    for (long edge : new long[] {range.start(), range.end() - 1}) {
      if (mayHold(edge)) {
        after = after.withPending(List.of(Coverage.day(edge)));
      }
    }
    return new BlockCatalog.Change(List.of(), List.of(), buried, after);
  }

  private boolean mayHold(long moment) {
    return catalog.view().blocks().stream()
        .anyMatch(block ->
            block.range().start() <= moment + Coverage.DAY_MILLIS
                && block.range().end() >= moment - Coverage.DAY_MILLIS
                && Math.abs(moment) < Long.MAX_VALUE / 2);
  }

  /** A range with the whole of the spans at its edges. */
  private static TimeRange widened(TimeRange range, Level level) {
    if (level == Level.RAW || range.isEmpty()) {
      return range;
    }
    long span = level.spanMillis();
    boolean fromStart = range.start() < Long.MIN_VALUE / 2;
    boolean toEnd = range.end() > Long.MAX_VALUE / 2;
    return new TimeRange(
        fromStart ? range.start() : level.spanEnd(range.start()) - span + 1,
        toEnd ? range.end() : level.spanEnd(range.end() - 1) + 1);
  }
}
