package dev.steward.metricstore.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.spi.model.SampleValues;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

/** Columns give back what was put in, and take little room where there is a pattern. */
class ColumnsTest {
  private final Random random = new Random();
  private final long seed = random.nextLong();

  {
    random.setSeed(seed);
  }

  private static byte[] encode(long[] values) {
    ByteWriter out = new ByteWriter(16);
    new LongColumnEncoder().encode(values, 0, values.length, out);
    return out.toByteArray();
  }

  private static int roundTrip(long[] values, String message) {
    byte[] bytes = encode(values);
    long[] read = new long[values.length + 2];
    ByteReader in = new ByteReader(bytes);
    LongColumn.decode(in, values.length, read, 1);
    assertArrayEquals(values, Arrays.copyOfRange(read, 1, values.length + 1), message);
    assertEquals(0, in.remaining(), message);
    return bytes.length;
  }

  private static int roundTrip(double[] values, String message) {
    ByteWriter out = new ByteWriter(16);
    new ValueColumnEncoder().encode(values, 0, values.length, out);
    double[] read = new double[values.length];
    ByteReader in = new ByteReader(out.toByteArray());
    new ValueColumn().decode(in, values.length, read, 0);
    assertArrayEquals(bits(values), bits(read), message);
    assertEquals(0, in.remaining(), message);
    return out.size();
  }

  private static long[] bits(double[] values) {
    return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
  }

  private static long[] longs(int count, IntToLongFunction value) {
    long[] values = new long[count];
    Arrays.setAll(values, value);
    return values;
  }

  private double[] doubles(int count, java.util.function.IntToDoubleFunction value) {
    double[] values = new double[count];
    Arrays.setAll(values, value);
    return values;
  }

  @Test
  void anyIntegersComeBack() {
    for (int round = 0; round < 3000; round++) {
      int count = 1 + random.nextInt(300);
      int width = random.nextInt(65);
      int shift = random.nextInt(20);
      long base = random.nextLong();
      long[] values =
          longs(
              count, i -> base + ((width == 0 ? 0 : random.nextLong() >>> (64 - width)) << shift));
      if (random.nextInt(3) == 0) {
        Arrays.parallelPrefix(values, Long::sum);
      }
      if (random.nextInt(5) == 0) {
        values[random.nextInt(count)] = random.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE;
      }
      roundTrip(values, "seed " + seed + ", round " + round);
    }
  }

  @Test
  void anyNumbersComeBackBitForBit() {
    double[] odd = {
      0.0,
      -0.0,
      Double.NaN,
      SampleValues.STALE,
      Double.longBitsToDouble(0xfff8000000000007L),
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.MIN_VALUE,
      Double.MAX_VALUE,
      9007199254740992.0,
      9007199254740994.0,
      0.1 + 0.2
    };
    for (int round = 0; round < 3000; round++) {
      int kind = random.nextInt(5);
      double power = Math.pow(10, random.nextInt(8));
      double[] values =
          doubles(
              1 + random.nextInt(400),
              i ->
                  switch (kind) {
                    case 0 -> Double.longBitsToDouble(random.nextLong());
                    case 1 -> random.nextInt(1_000_000) / power;
                    case 2 -> random.nextGaussian();
                    case 3 -> (double) (float) random.nextGaussian();
                    default -> random.nextInt();
                  });
      for (int i = random.nextInt(8); i > 0; i--) {
        values[random.nextInt(values.length)] = odd[random.nextInt(odd.length)];
      }
      roundTrip(values, "seed " + seed + ", round " + round);
    }
  }

  @Test
  void aRegularClockTakesADozenBytes() {
    assertTrue(roundTrip(longs(1000, i -> 1_790_000_000_000L + i * 15_000L), "clock") <= 13);
  }

  @Test
  void aConstantTakesAHandfulOfBytes() {
    assertTrue(roundTrip(doubles(500, i -> 42), "constant") <= 7);
    assertTrue(roundTrip(doubles(500, i -> 0.1 + 0.2), "constant of bits") <= 13);
  }

  @Test
  void hundredthsTakeNoMoreThanTheIntegersThatTheyAre() {
    double[] hundredths = doubles(480, i -> 0);
    double[] integers = doubles(480, i -> 0);
    long sum = 1_000_000;
    for (int i = 0; i < 480; i++) {
      sum += random.nextInt(361);
      hundredths[i] = sum / 100.0;
      integers[i] = sum;
    }
    assertEquals(roundTrip(integers, "integers"), roundTrip(hundredths, "hundredths"));
    assertTrue(roundTrip(hundredths, "hundredths") < 480 * 9 / 8 + 20);
  }

  @Test
  void aStalenessMarkerDoesNotSpoilAColumnOfDecimals() {
    double[] values = doubles(200, i -> 20 + random.nextInt(10) / 10.0);
    int without = roundTrip(values, "plain");
    values[150] = SampleValues.STALE;
    assertTrue(roundTrip(values, "with a marker") <= without + 12);
  }

  @Test
  void multiplesOfAPageTakeNoMoreThanTheirCounts() {
    double[] pages = doubles(400, i -> 4096.0 * (100_000 + random.nextInt(64)));
    assertTrue(roundTrip(pages, "pages") < 400 * 7 / 8 + 20);
  }

  @Test
  void aColumnThatIsCutOffIsNotRead() {
    byte[] bytes = encode(longs(300, i -> random.nextInt(1000)));
    for (int length = 0; length < bytes.length; length++) {
      ByteReader in = new ByteReader(Arrays.copyOf(bytes, length));
      assertThrows(CorruptDataException.class, () -> LongColumn.decode(in, 300, new long[300], 0));
    }
  }
}
