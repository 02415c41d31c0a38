package dev.steward.metricstore.codec;

import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.model.NativeHistogram.ResetHint;
import dev.steward.spi.store.SampleColumns;

/**
 * Writes and reads histograms of one layout: the layout once, then a column for the reset hints,
 * for each count, the sum, and every bucket. A bucket is a counter like any other, and takes as
 * little room. Reuses scratch; for one thread.
 */
final class HistogramColumns {
  private static final ResetHint[] HINTS = ResetHint.values();

  private final ValueColumnEncoder valueEncoder = new ValueColumnEncoder();
  private final LongColumnEncoder longEncoder = new LongColumnEncoder();
  private final ValueColumn valueDecoder = new ValueColumn();
  private long[] longs = new long[256];
  private double[] column = new double[256];

  /** Reads one number of a histogram. */
  private interface Field {
    double of(NativeHistogram histogram);
  }

  void encode(NativeHistogram[] histograms, int count, ByteWriter out) {
    ensureRoom(count);
    HistogramLayout layout = HistogramLayout.of(histograms[0]);
    layout.write(out);
    for (int i = 0; i < count; i++) {
      longs[i] = histograms[i].resetHint().ordinal();
    }
    longEncoder.encode(longs, 0, count, out);
    encode(histograms, count, NativeHistogram::zeroCount, out);
    encode(histograms, count, NativeHistogram::count, out);
    encode(histograms, count, NativeHistogram::sum, out);
    for (int bucket = 0; bucket < layout.positiveBuckets(); bucket++) {
      int at = bucket;
      encode(histograms, count, histogram -> histogram.positiveBuckets()[at], out);
    }
    for (int bucket = 0; bucket < layout.negativeBuckets(); bucket++) {
      int at = bucket;
      encode(histograms, count, histogram -> histogram.negativeBuckets()[at], out);
    }
  }

  private void encode(NativeHistogram[] histograms, int count, Field field, ByteWriter out) {
    for (int i = 0; i < count; i++) {
      column[i] = field.of(histograms[i]);
    }
    valueEncoder.encode(column, 0, count, out);
  }

  private void ensureRoom(int count) {
    if (longs.length < count) {
      longs = new long[count];
      column = new double[count];
    }
  }

  void decode(ByteReader in, int count, long[] timestamps, SampleColumns into) {
    ensureRoom(count);
    HistogramLayout layout = HistogramLayout.read(in);
    int positive = layout.positiveBuckets();
    int negative = layout.negativeBuckets();
    // Each column takes at least three bytes: a count that cannot be true must not cost memory.
    if ((positive + negative + 3L) * 3 > in.remaining()) {
      throw new CorruptDataException("histogram of " + (positive + negative) + " buckets cut off");
    }
    ResetHint[] hints = readHints(in, count);
    double[] zeroCounts = read(in, count);
    double[] counts = read(in, count);
    double[] sums = read(in, count);
    double[][] positives = readBuckets(in, count, positive);
    double[][] negatives = readBuckets(in, count, negative);
    for (int i = 0; i < count; i++) {
      into.add(
          timestamps[i],
          NativeHistogram.builder()
              .schema(layout.schema())
              .integer(layout.integer())
              .zero(layout.zeroThreshold(), zeroCounts[i])
              .count(counts[i])
              .sum(sums[i])
              .positive(layout.positiveSpans(), positives[i])
              .negative(layout.negativeSpans(), negatives[i])
              .customBounds(layout.customBounds())
              .resetHint(hints[i])
              .build());
    }
  }

  private ResetHint[] readHints(ByteReader in, int count) {
    LongColumn.decode(in, count, longs, 0);
    ResetHint[] hints = new ResetHint[count];
    for (int i = 0; i < count; i++) {
      if (longs[i] < 0 || longs[i] >= HINTS.length) {
        throw new CorruptDataException("reset hint " + longs[i]);
      }
      hints[i] = HINTS[(int) longs[i]];
    }
    return hints;
  }

  private double[] read(ByteReader in, int count) {
    double[] numbers = new double[count];
    valueDecoder.decode(in, count, numbers, 0);
    return numbers;
  }

  /** Reads columns of buckets and turns them into rows of samples. */
  private double[][] readBuckets(ByteReader in, int count, int buckets) {
    double[][] rows = new double[count][buckets];
    for (int bucket = 0; bucket < buckets; bucket++) {
      valueDecoder.decode(in, count, column, 0);
      for (int i = 0; i < count; i++) {
        rows[i][bucket] = column[i];
      }
    }
    return rows;
  }
}
