package dev.steward.query.value;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FloatTextTest {
  @Test
  void samplesArePlainBetweenTheTwoLimits() {
    assertEquals("0.000001", FloatText.sample(1e-6));
    assertEquals("100000000000000000000", FloatText.sample(1e20));
    assertEquals("12345.678", FloatText.sample(12345.678));
    assertEquals("-0", FloatText.sample(-0.0));
    assertEquals("3", FloatText.sample(3));
  }

  @Test
  void samplesBeyondTheLimitsCarryAnExponent() {
    assertEquals("9.9e-07", FloatText.sample(9.9e-7));
    assertEquals("1e+21", FloatText.sample(1e21));
    assertEquals("-1.7976931348623157e+308", FloatText.sample(-Double.MAX_VALUE));
    assertEquals("5e-324", FloatText.sample(Double.MIN_VALUE));
    assertEquals("1e-323", FloatText.sample(2 * Double.MIN_VALUE));
  }

  @Test
  void whatIsNotANumberHasItsOwnWord() {
    assertEquals("NaN", FloatText.sample(Double.NaN));
    assertEquals("+Inf", FloatText.plain(Double.POSITIVE_INFINITY));
    assertEquals("-Inf", FloatText.general(Double.NEGATIVE_INFINITY));
  }

  @Test
  void theGeneralFormChangesAtSixDigits() {
    assertEquals("100000", FloatText.general(100000));
    assertEquals("1e+06", FloatText.general(1000000));
    assertEquals("0.0001", FloatText.general(0.0001));
    assertEquals("1e-05", FloatText.general(0.00001));
    assertEquals("1.23456789e+08", FloatText.general(123456789));
  }

  @Test
  void everyTextReadsBackAsTheSameNumber() {
    long seed = 20261120;
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isNaN(value) || Double.isInfinite(value)) {
        continue;
      }
      String where = "seed " + seed + ", round " + i;
      assertEquals(value, Double.parseDouble(FloatText.plain(value)), where);
      assertEquals(value, Double.parseDouble(FloatText.scientific(value)), where);
    }
  }

  @Test
  void theNumbersOfMonitoringHaveTheirShortestDigits() {
    long seed = 20261121;
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      double value = random.nextLong(-1L << 40, 1L << 40) / Math.pow(10, random.nextInt(8));
      String expected = new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
      assertEquals(expected, FloatText.plain(value), "seed " + seed + ", round " + i);
    }
  }
}
