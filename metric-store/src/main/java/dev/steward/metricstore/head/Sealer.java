package dev.steward.metricstore.head;

import dev.steward.metricstore.codec.ByteWriter;
import dev.steward.metricstore.codec.FrameEncoder;
import dev.steward.spi.store.SampleColumns;

/** Turns the open tails of runs into frames. Scratch that all runs of one writer share. */
final class Sealer {
  private final FrameEncoder encoder = new FrameEncoder();
  private final ByteWriter frame = new ByteWriter(1 << 10);
  private final ByteWriter timed = new ByteWriter(1 << 10);
  private final SampleColumns samples = new SampleColumns();
  private int first;

  /** Columns to put samples in that will be sealed; empty. */
  SampleColumns columns() {
    samples.clear();
    return samples;
  }

  /**
   * Writes samples as frames, each with its first and its last time before it.
   *
   * @param before the series' last frame so far
   * @return the place of the last frame
   */
  int seal(SampleColumns from, FrameSlabs slabs, int before) {
    long[] times = from.timestampsMillis();
    int last = before;
    first = FrameSlabs.NONE;
    for (int at = 0; at < from.size(); ) {
      frame.clear();
      int end = encoder.encode(from, at, from.size(), RegularTimes.SINK, frame);
      timed.clear();
      timed.putZigzag(times[at]);
      timed.putVarint(times[end - 1] - times[at]);
      timed.putBytes(frame.array(), 0, frame.size());
      last = slabs.add(timed.array(), timed.size(), last);
      first = first == FrameSlabs.NONE ? last : first;
      at = end;
    }
    return last;
  }

  /** Place of the first frame that was written last. */
  int first() {
    return first;
  }
}
