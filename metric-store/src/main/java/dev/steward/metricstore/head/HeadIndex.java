package dev.steward.metricstore.head;

import dev.steward.metricstore.codec.ByteWriter;
import dev.steward.metricstore.index.Extent;
import dev.steward.metricstore.index.PairDictionary;
import dev.steward.metricstore.index.Selection;
import dev.steward.metricstore.index.SeriesIndex;
import dev.steward.metricstore.index.SeriesIndexWriter;
import dev.steward.metricstore.index.SeriesSet;
import dev.steward.spi.model.Labels;
import dev.steward.spi.select.Selector;
import dev.steward.spi.store.QueryContext;
import dev.steward.spi.store.SeriesLabels;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The index over the series in memory: a sorted part of the same kind as a block's, and a list of
 * those that came since, which is searched one by one until it is worth sorting again. Guarded by
 * the store's state lock.
 */
public final class HeadIndex {
  private static final Comparator<HeadSeries> BY_LABELS = Comparator.comparing(HeadSeries::labels);
  private static final int UNSORTED = 1024;

  /** A sorted part: the series by their ordinals. Immutable. */
  public record Sorted(@Nullable SeriesIndex index, HeadSeries[] series) {}

  private Sorted sorted = new Sorted(null, new HeadSeries[0]);
  private List<HeadSeries> recent = new ArrayList<>();

  void add(HeadSeries series) {
    if (!series.indexed) {
      series.indexed = true;
      recent.add(series);
    }
  }

  /** The series that a selector accepts, in the order of their labels. */
  public List<HeadSeries> select(Selector selector, QueryContext context) {
    List<HeadSeries> fromSorted = new ArrayList<>();
    if (sorted.index() != null) {
      SeriesSet found = Selection.of(sorted.index(), selector, context);
      for (int i = found.next(0); i >= 0; i = found.next(i + 1)) {
        if (sorted.series()[i].registered) {
          fromSorted.add(sorted.series()[i]);
        }
      }
    }
    List<HeadSeries> fromRecent = new ArrayList<>();
    for (HeadSeries series : recent) {
      if (series.registered && selector.accepts(series.labels())) {
        fromRecent.add(series);
      }
    }
    context.checkpoint();
    fromRecent.sort(BY_LABELS);
    return merge(fromSorted, fromRecent);
  }

  private static List<HeadSeries> merge(List<HeadSeries> left, List<HeadSeries> right) {
    if (right.isEmpty()) {
      return left;
    }
    List<HeadSeries> merged = new ArrayList<>(left.size() + right.size());
    int i = 0;
    for (HeadSeries next : right) {
      while (i < left.size() && BY_LABELS.compare(left.get(i), next) < 0) {
        merged.add(left.get(i++));
      }
      merged.add(next);
    }
    merged.addAll(left.subList(i, left.size()));
    return merged;
  }

  /** Whether so much is unsorted, or gone, that sorting again is worth it. */
  public boolean wantsSorting(int registered) {
    int size = sorted.series().length;
    return recent.size() > Math.max(UNSORTED, size / 8)
        || size + recent.size() > registered + Math.max(UNSORTED, registered / 4);
  }

  /** Sorts series; needs no lock. */
  public static Sorted sort(Collection<HeadSeries> all) {
    HeadSeries[] series = all.toArray(HeadSeries[]::new);
    Arrays.sort(series, BY_LABELS);
    PairDictionary.Builder builder = new PairDictionary.Builder();
    for (HeadSeries one : series) {
      builder.add(one.labels());
    }
    PairDictionary dictionary = builder.build();
    SeriesIndexWriter writer = new SeriesIndexWriter(dictionary, 0);
    int[] pairs = new int[SeriesLabels.MAX_LABELS];
    Extent nowhere = new Extent(0, 0, 0, 0);
    for (HeadSeries one : series) {
      writer.add(pairs, dictionary.pairs(one.labels(), pairs), nowhere);
    }
    ByteWriter image = new ByteWriter(1 << 16);
    writer.finish(image);
    return new Sorted(new SeriesIndex(MemorySegment.ofArray(image.toByteArray())), series);
  }

  /** Takes a sorted part in place of the one before. */
  public void install(Sorted next) {
    Sorted before = sorted;
    List<HeadSeries> recentBefore = recent;
    sorted = next;
    recent = new ArrayList<>();
    for (HeadSeries series : before.series()) {
      series.rank = -1;
    }
    for (int i = 0; i < next.series().length; i++) {
      next.series()[i].rank = i;
    }
    for (HeadSeries series : before.series()) {
      keepIfMissing(series);
    }
    recentBefore.forEach(this::keepIfMissing);
  }

  private void keepIfMissing(HeadSeries series) {
    if (series.rank < 0) {
      series.indexed = false;
      if (series.registered) {
        add(series);
      }
    }
  }

  /** Sorts some of the series by their labels, faster than by comparing where ranks are known. */
  public HeadSeries[] inOrder(List<HeadSeries> some) {
    @Nullable HeadSeries[] byRank = new HeadSeries[sorted.series().length];
    List<HeadSeries> unranked = new ArrayList<>();
    for (HeadSeries series : some) {
      if (series.rank >= 0) {
        byRank[series.rank] = series;
      } else {
        unranked.add(series);
      }
    }
    List<HeadSeries> ranked = new ArrayList<>(some.size());
    for (HeadSeries series : byRank) {
      if (series != null) {
        ranked.add(series);
      }
    }
    unranked.sort(BY_LABELS);
    return merge(ranked, unranked).toArray(HeadSeries[]::new);
  }

  /** Distinct label pairs of the series, as of the last sorting and the unsorted since. */
  public long labelPairs() {
    PairDictionary.Builder builder = new PairDictionary.Builder();
    for (HeadSeries series : sorted.series()) {
      addPairs(series, builder);
    }
    recent.forEach(series -> addPairs(series, builder));
    return builder.build().size();
  }

  private static void addPairs(HeadSeries series, PairDictionary.Builder builder) {
    if (series.registered) {
      Labels labels = series.labels();
      builder.add(labels);
    }
  }
}
