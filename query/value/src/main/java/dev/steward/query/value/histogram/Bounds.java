package dev.steward.query.value.histogram;

/** Limits of exponential buckets. Source: the Prometheus native histogram specification 1.0. */
final class Bounds {
  private static final int MAX_EXPONENT = 1024;

  private Bounds() {}

  /** The upper limit of the bucket above zero with an index. */
  static double upper(int index, int schema) {
    int exponent;
    double fraction;
    if (schema <= 0) {
      long wide = (long) index << -schema;
      exponent = (int) Math.clamp(wide, -2000, 2000);
      fraction = 1;
    } else {
      exponent = index >> schema;
      fraction = Math.pow(2, (index & ((1 << schema) - 1)) / (double) (1 << schema));
    }
    if (exponent == MAX_EXPONENT && fraction == 1) {
      return Double.MAX_VALUE;
    }
    return Math.scalb(fraction, exponent);
  }
}
