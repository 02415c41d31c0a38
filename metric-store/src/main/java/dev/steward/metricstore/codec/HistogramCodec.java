package dev.steward.metricstore.codec;

import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.model.NativeHistogram.ResetHint;

/** One histogram as bytes, where there are no neighbours to share columns with. */
public final class HistogramCodec {
  private HistogramCodec() {}

  /** Writes a histogram. */
  public static void write(NativeHistogram histogram, ByteWriter out) {
    HistogramLayout.of(histogram).write(out);
    out.putByte(histogram.resetHint().ordinal());
    out.putDouble(histogram.zeroCount());
    out.putDouble(histogram.count());
    out.putDouble(histogram.sum());
    out.putDoubles(histogram.positiveBuckets(), 0, histogram.positiveBuckets().length);
    out.putDoubles(histogram.negativeBuckets(), 0, histogram.negativeBuckets().length);
  }

  /**
   * Reads a histogram.
   *
   * @throws CorruptDataException if the bytes are none
   */
  public static NativeHistogram read(ByteReader in) {
    HistogramLayout layout = HistogramLayout.read(in);
    int hint = in.readByte();
    if (hint >= ResetHint.values().length) {
      throw new CorruptDataException("reset hint " + hint);
    }
    double zeroCount = in.readDouble();
    double count = in.readDouble();
    double sum = in.readDouble();
    double[] positive = readDoubles(in, layout.positiveBuckets());
    return NativeHistogram.builder()
        .schema(layout.schema())
        .integer(layout.integer())
        .zero(layout.zeroThreshold(), zeroCount)
        .count(count)
        .sum(sum)
        .positive(layout.positiveSpans(), positive)
        .negative(layout.negativeSpans(), readDoubles(in, layout.negativeBuckets()))
        .customBounds(layout.customBounds())
        .resetHint(ResetHint.values()[hint])
        .build();
  }

  private static double[] readDoubles(ByteReader in, int count) {
    if (count * 8L > in.remaining()) {
      throw new CorruptDataException("histogram of " + count + " buckets cut off");
    }
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = in.readDouble();
    }
    return numbers;
  }
}
