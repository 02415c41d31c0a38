package dev.steward.logstore.store;

import dev.steward.logstore.part.PartFooter;
import dev.steward.logstore.part.PartReader;
import dev.steward.logstore.stream.StreamRegistry;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.LineFilter;
import dev.steward.spi.store.LogQuery;
import dev.steward.spi.store.QueryContext;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;

/** Work on parts: joining small ones and leaving out entries that were deleted. For one thread. */
public final class Housekeeping {
  /** So many neighbours of about the same size are joined. */
  private static final int JOINED = 8;

  /** Neighbours are of about the same size when they are within this factor of the smallest. */
  private static final int SPREAD = 8;

  /** Parts of more bytes of lines than this are joined only once a store is settled. */
  private static final long LARGE = 4L << 20;

  /** Parts of more bytes of lines than this are left as they are. */
  private static final long LARGEST = 160L << 20;

  /** So many parts of a day are too many, settled or not. */
  private static final int MANY = 96;

  private final Days days;
  private final StreamRegistry registry;

  /** Work on these days. */
  public Housekeeping(Days days, StreamRegistry registry) {
    this.days = days;
    this.registry = registry;
  }

  /**
   * Joins one group of small parts, if there is one; says whether there was.
   *
   * @param settled whether nothing was written for a while, so that larger parts may be joined too
   */
  public boolean joinSmallParts(boolean settled) throws IOException {
    for (long day : days.epochDays()) {
      List<PartReader> parts = days.parts(day);
      long large = settled || parts.size() > MANY ? LARGEST : LARGE;
      for (int from = 0; from + JOINED <= parts.size(); from++) {
        if (alike(parts.subList(from, from + JOINED), large)) {
          join(day, parts, from, from + JOINED);
          return true;
        }
      }
    }
    return false;
  }

  private static boolean alike(List<PartReader> parts, long large) {
    long smallest = Long.MAX_VALUE;
    long largest = 0;
    for (PartReader part : parts) {
      smallest = Math.min(smallest, part.footer().bytes());
      largest = Math.max(largest, part.footer().bytes());
    }
    return largest <= large && largest <= SPREAD * Math.max(smallest, 1 << 10);
  }

  /** Lets the index of one day cover its parts; says whether any did not. */
  public boolean settleOneDay() throws IOException {
    for (long day : days.epochDays()) {
      if (days.settle(day)) {
        return true;
      }
    }
    return false;
  }

  private void join(long day, List<PartReader> parts, int from, int to) throws IOException {
    PartMerge merge =
        new PartMerge(parts.subList(from, to), registry, (stream, time, lines, line) -> true);
    days.rewrite(day, from, to, merge);
  }

  /** Leaves out matching entries; says how many there were. */
  public long delete(LogQuery query, QueryContext context) throws IOException {
    long deleted = 0;
    for (long day : days.epochDays()) {
      // From the last part to the first, since a part that becomes empty shifts those after it.
      for (int at = days.parts(day).size() - 1; at >= 0; at--) {
        context.checkpoint();
        deleted += delete(day, at, query);
      }
    }
    return deleted;
  }

  private long delete(long day, int at, LogQuery query) throws IOException {
    PartReader part = days.parts(day).get(at);
    TimeRange range = query.range();
    PartFooter footer = part.footer();
    if (!range.touches(footer.first(), footer.last()) || !holds(part, query)) {
      return 0;
    }
    PartMerge merge =
        new PartMerge(
            List.of(part),
            registry,
            (stream, time, lines, line) ->
                !range.contains(time)
                    || !query.selector().accepts(stream)
                    || !LineFilter.acceptsAll(query.filters(), lines.glance(line)));
    days.rewrite(day, at, at + 1, merge);
    return merge.dropped();
  }

  private boolean holds(PartReader part, LogQuery query) throws IOException {
    int[] streams = part.contents().streamIds();
    BitSet picked = registry.select(query.selector());
    for (int stream : streams) {
      if (picked.get(stream)) {
        return true;
      }
    }
    return false;
  }
}
