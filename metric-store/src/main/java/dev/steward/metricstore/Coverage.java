package dev.steward.metricstore;

import dev.steward.metricstore.block.Block;
import dev.steward.metricstore.block.Level;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.store.MetricQuery.Rollup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Which blocks answer for which time. Immutable.
 *
 * <p>Spans of time are open at their start and closed at their end here, as those of points and the
 * windows of queries are: "from" is the first moment that does <em>not</em> belong. Both limits are
 * multiples of the longest span.
 *
 * <p>Up to {@code rawFrom}, where retention may have dropped raw blocks, every sample is in points,
 * and raw blocks that are still there do not count. After it every sample is in raw blocks or in
 * memory, and points count too but for the days that are pending.
 *
 * @param rawFrom moment after which raw blocks are complete
 * @param fineFrom moment after which points of five minutes are; not after {@code rawFrom}
 * @param pending starts of the days of which samples came that are in no points yet
 */
record Coverage(long rawFrom, long fineFrom, NavigableSet<Long> pending) {
  static final long DAY_MILLIS = 24 * 60 * 60_000L;

  /** Everything is raw, and nothing is to do. */
  static final Coverage RAW = new Coverage(Long.MIN_VALUE, Long.MIN_VALUE, new TreeSet<>());

  Coverage {
    pending = Collections.unmodifiableNavigableSet(new TreeSet<>(pending));
  }

  /** Start of the day that a moment belongs to. */
  static long day(long timestampMillis) {
    return Math.floorDiv(timestampMillis - 1, DAY_MILLIS) * DAY_MILLIS;
  }

  /** The moments after one up to another. */
  static TimeRange after(long from, long until) {
    return new TimeRange(from == Long.MIN_VALUE ? from : from + 1, Math.max(from, until) + 1);
  }

  /** This with samples of some days that are in no points. */
  Coverage withPending(Collection<Long> more) {
    TreeSet<Long> days = new TreeSet<>(pending);
    days.addAll(more);
    days.removeIf(day -> day + DAY_MILLIS <= rawFrom);
    return new Coverage(rawFrom, fineFrom, days);
  }

  /**
   * What can be told from blocks alone: points that reach further back than raw blocks are all that
   * there is of that time, and of the rest there may be more samples than points know of.
   */
  static Coverage of(Collection<Block> blocks) {
    long raw = from(blocks, Level.RAW);
    long fine = Math.min(raw, from(blocks, Level.FINE));
    long coarse = from(blocks, Level.COARSE);
    TreeSet<Long> days = new TreeSet<>();
    for (Block block : blocks) {
      for (long day = day(block.range().start());
          block.level() == Level.RAW && day < block.range().end() - 1;
          day += DAY_MILLIS) {
        days.add(day);
      }
    }
    return new Coverage(
        Math.min(fine, coarse) < raw ? raw : Long.MIN_VALUE,
        coarse < fine ? fine : Long.MIN_VALUE,
        days);
  }

  /** The last multiple of the longest span that is not after anything of a level. */
  private static long from(Collection<Block> blocks, Level level) {
    return blocks.stream()
        .filter(block -> block.level() == level)
        .mapToLong(block -> Windows.start(block.range().start(), Level.COARSE.spanMillis()))
        .min()
        .orElse(Long.MAX_VALUE / 4 / DAY_MILLIS * DAY_MILLIS);
  }

  /** This with a day whose samples are all in points. */
  Coverage withoutPending(long day) {
    TreeSet<Long> days = new TreeSet<>(pending);
    days.remove(day);
    return new Coverage(rawFrom, fineFrom, days);
  }

  /** This with raw blocks that are complete only after a moment. */
  Coverage withRawFrom(long moment) {
    TreeSet<Long> days = new TreeSet<>(pending);
    days.removeIf(day -> day + DAY_MILLIS <= moment);
    return new Coverage(Math.max(rawFrom, moment), fineFrom, days);
  }

  /** This with points of five minutes that are complete only after a moment. */
  Coverage withFineFrom(long moment) {
    return new Coverage(rawFrom, Math.max(fineFrom, moment), pending);
  }

  /**
   * A stretch of time and who answers for it.
   *
   * @param exact whether that changes no answer
   */
  record Stretch(TimeRange range, Level level, boolean exact) {}

  /**
   * Who answers a query.
   *
   * @param range what is asked for
   * @param stored what blocks hold at all
   * @param unflushedFrom a moment from which on samples may lie in memory alone
   */
  List<Stretch> plan(
      TimeRange range, long alignmentMillis, Rollup rollup, TimeRange stored, long unflushedFrom) {
    List<Stretch> plan = new ArrayList<>();
    boolean coarse = rollup != Rollup.NONE && Level.COARSE.suits(alignmentMillis);
    boolean fine = rollup != Rollup.NONE && Level.FINE.suits(alignmentMillis);
    long rawStart = rawFrom == Long.MIN_VALUE ? rawFrom : rawFrom + 1;
    long fineStart = coarse ? rawStart : fineFrom == Long.MIN_VALUE ? fineFrom : fineFrom + 1;
    add(plan, range, Long.MIN_VALUE, fineStart, Level.COARSE, coarse);
    add(plan, range, fineStart, rawStart, Level.FINE, fine);
    if (!fine) {
      add(plan, range, rawStart, Long.MAX_VALUE, Level.RAW, true);
      return plan;
    }
    Level level = coarse ? Level.COARSE : Level.FINE;
    long at = Math.max(rawStart, Math.max(range.start(), stored.start()));
    long end = Math.min(range.end(), Math.min(stored.end(), unflushedFrom));
    add(plan, range, rawStart, at, Level.RAW, true);
    while (at < end) {
      long dayEnd = day(at) + DAY_MILLIS;
      boolean rolled = !pending.contains(day(at)) && dayEnd < unflushedFrom;
      add(plan, range, at, dayEnd + 1, rolled ? level : Level.RAW, true);
      at = dayEnd + 1;
    }
    add(plan, range, at, Long.MAX_VALUE, Level.RAW, true);
    return plan;
  }

  /** Adds what of a range lies from a moment up to before another, to the stretch before it. */
  private static void add(
      List<Stretch> plan, TimeRange range, long from, long to, Level level, boolean exact) {
    long start = Math.max(from, range.start());
    long end = Math.min(to, range.end());
    if (start >= end) {
      return;
    }
    Stretch last = plan.isEmpty() ? null : plan.getLast();
    if (last != null && last.level() == level && last.range().end() == start) {
      plan.removeLast();
      start = last.range().start();
    }
    plan.add(new Stretch(new TimeRange(start, end), level, exact));
  }
}
