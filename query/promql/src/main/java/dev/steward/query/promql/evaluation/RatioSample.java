package dev.steward.query.promql.evaluation;

import dev.steward.spi.model.Labels;
import java.nio.charset.StandardCharsets;

/**
 * A share of all series that depends on nothing but their labels: a hash puts each at a place
 * between 0 and 1. A negative share is what the positive one of the rest leaves.
 */
final class RatioSample {
  private RatioSample() {}

  static boolean contains(Labels labels, double ratio) {
    double place = place(labels);
    return ratio >= 0 ? place < ratio : place >= 1 + ratio;
  }

  private static double place(Labels labels) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < labels.size(); i++) {
      hash = mix(hash, labels.name(i));
      hash = mix(hash, labels.value(i));
    }
    // FNV spreads its low bits well and its high ones badly.
    hash ^= hash >>> 32;
    hash *= 0x9e3779b97f4a7c15L;
    return (hash >>> 11) * 0x1p-53;
  }

  private static long mix(long hash, String text) {
    long mixed = hash;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      mixed = (mixed ^ (b & 0xff)) * 0x100000001b3L;
    }
    return (mixed ^ 0xff) * 0x100000001b3L;
  }
}
