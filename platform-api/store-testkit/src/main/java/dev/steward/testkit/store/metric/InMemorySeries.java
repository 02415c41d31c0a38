package dev.steward.testkit.store.metric;

import dev.steward.spi.model.Exemplar;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.store.SampleBatch;
import dev.steward.spi.store.SampleColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One series in memory: its samples by time. Guarded by the store's lock. */
final class InMemorySeries {
  /** A sample without its time. Its value is kept as bits, because NaNs differ in them. */
  record Sample(long valueBits, @Nullable NativeHistogram histogram, long startMillis) {
    static Sample of(SampleBatch batch, int index) {
      return new Sample(
          Double.doubleToRawLongBits(batch.value(index)),
          batch.histogram(index),
          batch.startMillis(index));
    }

    boolean sameValue(Sample other) {
      return histogram == null
          ? other.histogram == null && valueBits == other.valueBits
          : histogram.equals(other.histogram);
    }

    void addTo(SampleColumns columns, long timestampMillis) {
      if (histogram == null) {
        columns.add(timestampMillis, Double.longBitsToDouble(valueBits));
      } else {
        columns.add(timestampMillis, histogram);
      }
      if (startMillis != SampleBatch.NO_START) {
        columns.setStart(startMillis);
      }
    }
  }

  private final Labels labels;
  private final TreeMap<Long, Sample> samples = new TreeMap<>();
  private final List<Exemplar> exemplars = new ArrayList<>();

  /** Outlives the sample itself, so that a deletion does not reopen the past. */
  private @Nullable Long newestMillis;

  InMemorySeries(Labels labels) {
    this.labels = labels;
  }

  Labels labels() {
    return labels;
  }

  @Nullable Long newestMillis() {
    return newestMillis;
  }

  @Nullable Sample at(long timestampMillis) {
    return samples.get(timestampMillis);
  }

  void put(long timestampMillis, Sample sample) {
    samples.put(timestampMillis, sample);
    if (newestMillis == null || timestampMillis > newestMillis) {
      newestMillis = timestampMillis;
    }
  }

  boolean touches(TimeRange range) {
    Long first = samples.ceilingKey(range.start());
    return first != null && first < range.end();
  }

  /** A copy of the samples in a range. */
  NavigableMap<Long, Sample> copy(TimeRange range) {
    return new TreeMap<>(samples.subMap(range.start(), range.end()));
  }

  void delete(TimeRange range) {
    samples.subMap(range.start(), range.end()).clear();
  }

  void addExemplar(Exemplar exemplar) {
    if (!exemplars.contains(exemplar)) {
      exemplars.add(exemplar);
      exemplars.sort((a, b) -> Long.compare(a.timestampMillis(), b.timestampMillis()));
    }
  }

  List<Exemplar> exemplars(TimeRange range) {
    return exemplars.stream().filter(e -> range.contains(e.timestampMillis())).toList();
  }

  boolean isEmpty() {
    return samples.isEmpty();
  }

  long oldestMillis() {
    return samples.firstKey();
  }

  long latestMillis() {
    return samples.lastKey();
  }
}
