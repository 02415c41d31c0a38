package dev.steward.query.value;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class SampleTextTest {
  private static String text(double value) {
    StringBuilder text = new StringBuilder();
    SampleText.append(text, value);
    return text.toString();
  }

  @Test
  void hundredthsLoseTheirTrailingZeros() {
    assertEquals("12.3", text(12.3));
    assertEquals("-0.07", text(-0.07));
    assertEquals("1200", text(1200));
    assertEquals("0.1", text(0.1));
  }

  @Test
  void everyNumberIsWrittenAsFloatTextWritesIt() {
    double[] special = {
      0,
      -0.0,
      Double.NaN,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.MIN_VALUE,
      Double.MAX_VALUE,
      1e13,
      1e13 - 0.01,
      1e15,
      1e21,
      1e-6,
      9.9e-7,
      0.005,
      1 << 30
    };
    for (double value : special) {
      assertEquals(FloatText.sample(value), text(value));
    }
    long seed = 20261122;
    Random random = new Random(seed);
    for (int i = 0; i < 50_000; i++) {
      long digits = random.nextLong() >> random.nextInt(64);
      double value =
          i % 2 == 0
              ? digits / Math.pow(10, random.nextInt(6))
              : Double.longBitsToDouble(random.nextLong());
      assertEquals(FloatText.sample(value), text(value), "seed " + seed + ", round " + i);
    }
  }
}
