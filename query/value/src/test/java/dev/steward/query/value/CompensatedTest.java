package dev.steward.query.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CompensatedTest {
  private static double sum(double... values) {
    Compensated sum = new Compensated();
    for (double value : values) {
      sum.add(value);
    }
    return sum.sum();
  }

  private static double mean(double... values) {
    Compensated mean = new Compensated();
    for (double value : values) {
      mean.addToMean(value);
    }
    return mean.mean();
  }

  @Test
  void smallValuesSurviveLargeOnes() {
    assertEquals(2, sum(1, 1e100, 1, -1e100));
    assertEquals(0.5, mean(1, 1e100, 1, -1e100));
  }

  @Test
  void infinitiesStayAndMeetAsNaN() {
    assertEquals(Double.POSITIVE_INFINITY, sum(1, Double.POSITIVE_INFINITY, 2));
    assertTrue(Double.isNaN(sum(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)));
    assertEquals(Double.NEGATIVE_INFINITY, mean(1, Double.NEGATIVE_INFINITY));
  }

  @Test
  void aMeanDoesNotOverflowWhereItsSumDoes() {
    assertEquals(Double.POSITIVE_INFINITY, sum(Double.MAX_VALUE, Double.MAX_VALUE));
    assertEquals(
        1, mean(Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE) / Double.MAX_VALUE, 1e-15);
  }

  @Test
  void aResetForgetsEverything() {
    Compensated sum = new Compensated();
    sum.addToMean(Double.MAX_VALUE);
    sum.addToMean(Double.MAX_VALUE);
    sum.reset();
    sum.addToMean(3);
    assertEquals(3, sum.mean());
  }
}
