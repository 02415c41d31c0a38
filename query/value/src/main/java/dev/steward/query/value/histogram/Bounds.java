package dev.steward.query.value.histogram;

/**
 * Limits of exponential buckets. Source: the Prometheus native histogram specification 1.0.
 *
 * <p>Between powers of two the limits are those of the table that Prometheus and its client
 * libraries share, bit for bit, so that a limit is printed here as it is there. The table was
 * computed once and is off the exact powers by a few units in the last place.
 */
final class Bounds {
  private static final int MAX_EXPONENT = 1024;
  private static final int FINEST_SCHEMA = 8;

  /** How many units in the last place, plus one, the table is below each exact power. */
  private static final String UNITS_BELOW =
      "1111112111211111112311222222222211211121122211221122112211221222"
          + "1111112222332122112111211121111111221011213311221121112122321222"
          + "2122213322321232212222322333224421211121223321322233223222332232"
          + "3243223233433333333333444455435422323333324422333243223333543344";

  /** The table: 2^(i/256 - 1). */
  private static final double[] FRACTIONS = new double[1 << FINEST_SCHEMA];

  static {
    for (int i = 0; i < FRACTIONS.length; i++) {
      double exact = 0.5 * StrictMath.pow(2, i / (double) FRACTIONS.length);
      int below = UNITS_BELOW.charAt(i) - '1';
      FRACTIONS[i] = Double.longBitsToDouble(Double.doubleToLongBits(exact) - below);
    }
  }

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
      int part = index & ((1 << schema) - 1);
      fraction = 2 * FRACTIONS[part << FINEST_SCHEMA - schema];
    }
    if (exponent == MAX_EXPONENT && fraction == 1) {
      return Double.MAX_VALUE;
    }
    return Math.scalb(fraction, exponent);
  }
}
