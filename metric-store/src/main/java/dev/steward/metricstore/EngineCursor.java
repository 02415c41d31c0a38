package dev.steward.metricstore;

import dev.steward.metricstore.codec.Samples;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.store.QueryContext;
import dev.steward.spi.store.SampleColumns;
import dev.steward.spi.store.SeriesCursor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads series from where their samples lie. */
final class EngineCursor implements SeriesCursor {
  private static final Comparator<Part> BY_TIME = Comparator.comparingLong(Part::firstMillis);

  private final SeriesWalk walk;
  private final TimeRange range;
  private final QueryContext context;
  private final SampleColumns part = new SampleColumns();

  /** The current series' samples, if it had to be read to know whether there are any. */
  private final SampleColumns ahead = new SampleColumns();

  private boolean isAhead;
  private int steps;

  EngineCursor(SeriesWalk walk, TimeRange range, QueryContext context) {
    this.walk = walk;
    this.range = range;
    this.context = context;
  }

  @Override
  public boolean next() {
    if ((steps++ & 63) == 0) {
      context.checkpoint();
    }
    while (walk.next()) {
      isAhead = !surelyHasSamples();
      if (!isAhead) {
        return true;
      }
      ahead.clear();
      readParts(ahead);
      if (ahead.size() > 0) {
        return true;
      }
    }
    return false;
  }

  private boolean surelyHasSamples() {
    for (Part one : walk.parts()) {
      if (one.isExact()
          && (range.contains(one.firstMillis()) || range.contains(one.lastMillis()))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Labels labels() {
    return walk.labels();
  }

  @Override
  public void read(SampleColumns into) {
    int before = into.size();
    if (isAhead) {
      Samples.copy(ahead, TimeRange.ALL, into);
    } else {
      readParts(into);
    }
    context.chargeSamples(into.size() - before);
  }

  private void readParts(SampleColumns into) {
    List<Part> parts = walk.parts();
    if (parts.size() == 1) {
      parts.getFirst().read(range, into);
    } else if (follow(parts)) {
      parts.forEach(one -> one.read(range, into));
    } else {
      mergeParts(parts, into);
    }
  }

  /** Whether parts follow one another in time; sorts them if they do. */
  private static boolean follow(List<Part> parts) {
    if (areFollowing(parts)) {
      return true;
    }
    List<Part> sorted = new ArrayList<>(parts);
    sorted.sort(BY_TIME);
    if (areFollowing(sorted)) {
      parts.clear();
      parts.addAll(sorted);
      return true;
    }
    return false;
  }

  private static boolean areFollowing(List<Part> parts) {
    for (int i = 1; i < parts.size(); i++) {
      if (parts.get(i).firstMillis() <= parts.get(i - 1).lastMillis()) {
        return false;
      }
    }
    return true;
  }

  private void mergeParts(List<Part> parts, SampleColumns into) {
    SampleColumns merged = new SampleColumns();
    for (Part one : parts) {
      part.clear();
      one.read(range, part);
      SampleColumns both = new SampleColumns();
      Samples.merge(merged, part, both);
      merged = both;
    }
    Samples.copy(merged, TimeRange.ALL, into);
  }

  @Override
  public void close() {
    walk.close();
  }
}
