package dev.steward.server.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.query.value.FloatText;
import dev.steward.query.value.Points;
import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

final class PointsJsonTest {
  private final PointsJson json = new PointsJson();

  private String array(long[] times, double... values) {
    assertTrue(json.write(new Points(times, values)));
    StringWriter text = new StringWriter();
    try (JsonGenerator generator =
        new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
      json.copyTo(generator);
    }
    return text.toString();
  }

  private String text(double value) {
    String array = array(new long[] {1000}, value);
    return array.substring("[[1,\"".length(), array.length() - "\"]]".length());
  }

  @Test
  void timesAreSecondsWithThreeDecimalsOrNone() {
    assertEquals(
        "[[0,\"1\"],[1.500,\"2\"],[-3.007,\"3\"]]", array(new long[] {0, 1500, -3007}, 1, 2, 3));
  }

  @Test
  void timesThatChangeFromSeriesToSeriesAreWrittenAnew() {
    assertEquals("[[1,\"1\"],[2,\"1\"]]", array(new long[] {1000, 2000}, 1, 1));
    assertEquals(
        "[[1,\"1\"],[200,\"1\"],[300,\"1\"]]", array(new long[] {1000, 200_000, 300_000}, 1, 1, 1));
    assertEquals("[[9,\"1\"]]", array(new long[] {9000}, 1));
    assertEquals("[[9,\"1\"],[10,\"1\"]]", array(new long[] {9000, 10_000}, 1, 1));
  }

  @Test
  void aStreamGetsTheSameBytesInTheirPlace() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator generator =
        new JsonFactory().createGenerator(ObjectWriteContext.empty(), bytes)) {
      generator.writeStartObject();
      generator.writeName("values");
      assertTrue(json.write(new Points(new long[] {1000}, new double[] {0.5})));
      json.copyTo(generator);
      generator.writeStringProperty("next", "one");
      generator.writeEndObject();
    }
    assertEquals(
        "{\"values\":[[1,\"0.5\"]],\"next\":\"one\"}", bytes.toString(StandardCharsets.UTF_8));
  }

  @Test
  void aSeriesWithoutPointsHasNoArray() {
    assertFalse(json.write(new Points(new long[0], new double[0])));
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
