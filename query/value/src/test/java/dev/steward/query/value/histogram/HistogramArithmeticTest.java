package dev.steward.query.value.histogram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.model.NativeHistogram.ResetHint;
import dev.steward.spi.model.NativeHistogram.Span;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HistogramArithmeticTest {
  private static final long SEED = 20261120;
  private static final int ROUNDS = 2000;

  /** A histogram whose zero bucket lies under all others, as those that are measured. */
  private static NativeHistogram random(Random random) {
    double zero = random.nextInt(4);
    double[] above = populations(random);
    double[] below = populations(random);
    double count = zero;
    for (double population : above) {
      count += population;
    }
    for (double population : below) {
      count += population;
    }
    return NativeHistogram.builder()
        .schema(random.nextInt(6) - 2)
        .zero(Math.scalb(1.0, -40 - random.nextInt(3)), zero)
        .count(count)
        .sum(random.nextInt(1000) - 500)
        .positive(new Span[] {new Span(random.nextInt(12) - 6, above.length)}, above)
        .negative(new Span[] {new Span(random.nextInt(12) - 6, below.length)}, below)
        .build();
  }

  private static double[] populations(Random random) {
    double[] populations = new double[1 + random.nextInt(8)];
    for (int i = 0; i < populations.length; i++) {
      populations[i] = random.nextInt(5);
    }
    return populations;
  }

  private static NativeHistogram sum(NativeHistogram left, NativeHistogram right)
      throws IncompatibleSchemasException {
    WorkingHistogram sum = WorkingHistogram.of(left);
    sum.add(WorkingHistogram.of(right), 1);
    return sum.build();
  }

  private static double total(NativeHistogram histogram) {
    return Histograms.ranges(histogram).stream().mapToDouble(BucketRange::count).sum();
  }

  @Test
  void sumsKeepEveryObservationAndDoNotDependOnTheOrder() throws IncompatibleSchemasException {
    Random random = new Random(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      NativeHistogram left = random(random);
      NativeHistogram right = random(random);
      String where = "seed " + SEED + ", round " + round + ": " + left + " + " + right;
      NativeHistogram sum = sum(left, right);
      assertEquals(left.count() + right.count(), total(sum), 1e-9, where);
      assertTrue(Histograms.sameAs(sum, sum(right, left)), where);
    }
  }

  @Test
  void compensatedSumsAgreeWithPlainOnes() throws IncompatibleSchemasException {
    Random random = new Random(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      NativeHistogram left = random(random);
      NativeHistogram right = random(random);
      HistogramSum compensated = new HistogramSum();
      compensated.add(left);
      compensated.add(right);
      assertTrue(
          Histograms.sameAs(sum(left, right), compensated.sum()),
          "seed " + SEED + ", round " + round + ": " + left + " + " + right);
    }
  }

  @Test
  void whatIsAddedIsNoResetAndWhatIsTakenAwayIsOne() throws IncompatibleSchemasException {
    Random random = new Random(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      NativeHistogram first = random(random);
      NativeHistogram later = sum(first, random(random).edit().schema(first.schema()).build());
      String where = "seed " + SEED + ", round " + round + ": " + first + " then " + later;
      assertFalse(Histograms.isReset(first, later), where);
      if (later.count() > first.count()) {
        assertTrue(Histograms.isReset(later, first), where);
      }
    }
  }

  @Test
  void whatIsTrimmedBelowAndAboveIsTheWhole() {
    Random random = new Random(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      NativeHistogram histogram = random(random);
      double limit = random.nextGaussian() * 4;
      String where = "seed " + SEED + ", round " + round + ": " + histogram + " at " + limit;
      double below = HistogramTrim.below(histogram, limit).count();
      double above = HistogramTrim.above(histogram, limit).count();
      assertEquals(histogram.count(), below + above, 1e-6, where);
      double fraction =
          HistogramQuantile.fraction(Double.NEGATIVE_INFINITY, limit, histogram).value();
      if (histogram.count() > 0) {
        assertEquals(fraction * histogram.count(), below, 1e-6, where);
      }
    }
  }

  @Test
  void aQuantileHasItsShareOfObservationsBelowIt() {
    Random random = new Random(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      NativeHistogram histogram = random(random);
      if (histogram.count() == 0) {
        continue;
      }
      double quantile = random.nextDouble();
      double value = HistogramQuantile.quantile(quantile, histogram).value();
      double fraction =
          HistogramQuantile.fraction(Double.NEGATIVE_INFINITY, value, histogram).value();
      assertEquals(
          quantile,
          fraction,
          1e-6,
          "seed " + SEED + ", round " + round + ": " + histogram + " at " + quantile);
    }
  }

  @Test
  void exponentialAndCustomBucketsDoNotMeet() {
    NativeHistogram custom =
        NativeHistogram.builder()
            .schema(NativeHistogram.CUSTOM_BUCKETS)
            .customBounds(new double[] {1, 2})
            .build();
    NativeHistogram exponential = NativeHistogram.builder().build();
    assertThrows(IncompatibleSchemasException.class, () -> sum(custom, exponential));
  }

  @Test
  void aZeroBucketGrowsToTheEndOfABucketThatItWouldCut() throws IncompatibleSchemasException {
    NativeHistogram wide = NativeHistogram.builder().zero(0.75, 1).count(1).build();
    NativeHistogram narrow =
        NativeHistogram.builder()
            .zero(0.001, 1)
            .count(4)
            .positive(new Span[] {new Span(0, 2)}, new double[] {2, 1})
            .build();
    NativeHistogram sum = sum(wide, narrow);
    assertEquals(1, sum.zeroThreshold());
    assertEquals(4, sum.zeroCount());
    assertEquals(5, sum.count());
  }

  @Test
  void hintsThatContradictEachOtherAreNoticed() {
    WorkingHistogram histogram = WorkingHistogram.of(NativeHistogram.builder().build());
    histogram.hint(ResetHint.RESET);
    assertTrue(histogram.joinHint(ResetHint.NOT_RESET));
    assertEquals(ResetHint.UNKNOWN, histogram.hint());
    assertFalse(histogram.joinHint(ResetHint.GAUGE));
    assertEquals(ResetHint.GAUGE, histogram.hint());
  }
}
