package dev.steward.spi.model;

/** Sample values with a meaning of their own. */
public final class SampleValues {
  /**
   * The bits of the NaN that says: the series ends here. Source: Prometheus, {@code model/value}.
   */
  public static final long STALE_BITS = 0x7ff0000000000002L;

  /** The staleness marker. Only its bits tell it from other NaNs: see {@link #isStale(double)}. */
  public static final double STALE = Double.longBitsToDouble(STALE_BITS);

  private SampleValues() {}

  /** Whether a value is the staleness marker. */
  public static boolean isStale(double value) {
    return Double.doubleToRawLongBits(value) == STALE_BITS;
  }
}
