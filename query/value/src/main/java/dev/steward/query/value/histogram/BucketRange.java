package dev.steward.query.value.histogram;

/**
 * A bucket with its limits.
 *
 * @param lower lower limit
 * @param upper upper limit
 * @param lowerIncluded whether the lower limit itself is inside
 * @param upperIncluded whether the upper limit itself is inside
 * @param count how many observations it holds
 */
public record BucketRange(
    double lower, double upper, boolean lowerIncluded, boolean upperIncluded, double count) {
  /** The same population between other limits. */
  BucketRange between(double newLower, double newUpper) {
    return new BucketRange(newLower, newUpper, lowerIncluded, upperIncluded, count);
  }

  /** The number that the HTTP interface gives to this kind of limits. */
  public int boundaryRule() {
    if (lowerIncluded) {
      return upperIncluded ? 3 : 1;
    }
    return upperIncluded ? 0 : 2;
  }

  /** Whether zero is inside or on a limit. */
  boolean touchesZero() {
    return lower <= 0 && upper >= 0;
  }
}
