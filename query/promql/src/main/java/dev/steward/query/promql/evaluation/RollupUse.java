package dev.steward.query.promql.evaluation;

import dev.steward.spi.store.MetricQuery;

/**
 * What a store may answer a selector with besides samples; see {@link MetricQuery}.
 *
 * @param rollup what is made of the samples of a window
 * @param alignmentMillis every window starts and ends at a multiple of this
 */
record RollupUse(MetricQuery.Rollup rollup, long alignmentMillis) {
  /** Every sample counts. */
  static final RollupUse NONE = new RollupUse(MetricQuery.Rollup.NONE, 0);

  /**
   * For windows of one length.
   *
   * @param ends their ends, at one distance
   * @param lengthMillis their length; 0 where only what is newest at each end counts
   */
  static RollupUse of(MetricQuery.Rollup rollup, long[] ends, long lengthMillis) {
    long step = ends.length < 2 ? 0 : ends[1] - ends[0];
    long length = rollup == MetricQuery.Rollup.LAST ? 0 : lengthMillis;
    return new RollupUse(rollup, divisor(divisor(Math.abs(ends[0]), step), length));
  }

  private static long divisor(long one, long other) {
    long left = one;
    long right = other;
    while (right != 0) {
      long rest = left % right;
      left = right;
      right = rest;
    }
    return left;
  }
}
