package dev.steward.query.promql.evaluation;

import dev.steward.spi.model.Labels;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A share of all series that depends on nothing but their labels: a hash puts each at a place
 * between 0 and 1. A negative share is what the positive one of the rest leaves.
 *
 * <p>The hash is that of Prometheus 3 (as it is built by default), so that both pick the same
 * series: xxHash64 over names and values, each after its length, one byte below 255, else 255 and
 * three bytes.
 */
final class RatioSample {
  /** The largest hash, as the nearest double. */
  private static final double LARGEST = 0x1p64;

  private static final int LONG_TEXT = 255;

  private RatioSample() {}

  static boolean contains(Labels labels, double ratio) {
    double place = place(labels);
    return ratio >= 0 ? place < ratio : place >= 1 + ratio;
  }

  /** Where a series lies between 0 and 1. */
  static double place(Labels labels) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    for (int i = 0; i < labels.size(); i++) {
      put(labels.name(i), bytes);
      put(labels.value(i), bytes);
    }
    return unsigned(XxHash64.of(bytes.toByteArray())) / LARGEST;
  }

  private static void put(String text, ByteArrayOutputStream bytes) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    int length = encoded.length;
    if (length < LONG_TEXT) {
      bytes.write(length);
    } else {
      bytes.write(LONG_TEXT);
      bytes.write(length);
      bytes.write(length >>> 8);
      bytes.write(length >>> 16);
    }
    bytes.writeBytes(encoded);
  }

  /** The nearest double of an unsigned number, ties to even. */
  private static double unsigned(long bits) {
    if (bits >= 0) {
      return bits;
    }
    // The lowest bit stands for all that are cut off: rounding sees that there was something.
    return ((bits >>> 1) | (bits & 1)) * 2.0;
  }
}
