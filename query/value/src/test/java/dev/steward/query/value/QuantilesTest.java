package dev.steward.query.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class QuantilesTest {
  private static double quantile(double quantile, double... values) {
    return Quantiles.of(quantile, values, values.length);
  }

  @Test
  void neighboursAreMixed() {
    assertEquals(2.5, quantile(0.5, 4, 1, 3, 2));
    assertEquals(1, quantile(0, 4, 1, 3, 2));
    assertEquals(4, quantile(1, 4, 1, 3, 2));
    assertEquals(7, quantile(0.3, 7));
  }

  @Test
  void outsideOfZeroToOneThereAreInfinities() {
    assertEquals(Double.NEGATIVE_INFINITY, quantile(-0.1, 1));
    assertEquals(Double.POSITIVE_INFINITY, quantile(1.1, 1));
    assertTrue(Double.isNaN(quantile(Double.NaN, 1)));
    assertTrue(Double.isNaN(quantile(0.5)));
  }

  @Test
  void whatIsNotANumberIsSmallest() {
    assertEquals(2, quantile(1, Double.NaN, 1, 2));
    assertTrue(Double.isNaN(quantile(0, 1, Double.NaN, 2)));
  }

  @Test
  void onlyTheFirstOfALongerArrayCount() {
    assertEquals(1, Quantiles.of(1, new double[] {1, 0, 99}, 2));
  }
}
