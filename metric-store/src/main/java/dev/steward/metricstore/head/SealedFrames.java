package dev.steward.metricstore.head;

import dev.steward.metricstore.codec.ByteReader;
import dev.steward.metricstore.codec.ByteWriter;
import dev.steward.metricstore.codec.FrameDecoder;
import dev.steward.metricstore.codec.FrameEncoder;
import dev.steward.metricstore.codec.Samples;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.store.SampleColumns;
import java.util.Arrays;

/**
 * The compressed part of a run: frames one after the other in one array, because sixty thousand
 * series with an object for each frame would cost more than the samples. Guarded by the store's
 * state lock.
 */
final class SealedFrames {
  private byte[] bytes;
  private final long firstMillis;
  private long lastMillis;

  /** The frames of samples. */
  SealedFrames(SampleColumns samples, Sealer sealer) {
    bytes = sealer.frames(samples);
    firstMillis = samples.timestampsMillis()[0];
    lastMillis = samples.timestampsMillis()[samples.size() - 1];
  }

  /** Adds samples, later than all before. */
  void add(SampleColumns samples, Sealer sealer) {
    byte[] more = sealer.frames(samples);
    int before = bytes.length;
    bytes = Arrays.copyOf(bytes, before + more.length);
    System.arraycopy(more, 0, bytes, before, more.length);
    lastMillis = samples.timestampsMillis()[samples.size() - 1];
  }

  /** Turns samples into frames. Scratch that all runs of one writer share. */
  static final class Sealer {
    private final FrameEncoder encoder = new FrameEncoder();
    private final ByteWriter frame = new ByteWriter(1 << 10);
    private final ByteWriter all = new ByteWriter(1 << 10);
    private final SampleColumns samples = new SampleColumns();

    /** Columns to put samples in that will be sealed; empty. */
    SampleColumns columns() {
      samples.clear();
      return samples;
    }

    /** For each frame its length, its first and its last time, then itself. */
    private byte[] frames(SampleColumns from) {
      all.clear();
      long[] times = from.timestampsMillis();
      for (int at = 0; at < from.size(); ) {
        frame.clear();
        int end = encoder.encode(from, at, from.size(), RegularTimes.SINK, frame);
        all.putVarint(frame.size());
        all.putZigzag(times[at]);
        all.putVarint(times[end - 1] - times[at]);
        all.putBytes(frame.array(), 0, frame.size());
        at = end;
      }
      return all.toByteArray();
    }
  }

  long firstMillis() {
    return firstMillis;
  }

  long lastMillis() {
    return lastMillis;
  }

  /** Appends the samples in a range. */
  void copy(TimeRange range, FrameDecoder decoder, SampleColumns into) {
    if (!range.touches(firstMillis, lastMillis)) {
      return;
    }
    ByteReader in = new ByteReader(bytes);
    RegularTimes regular = new RegularTimes();
    while (in.remaining() > 0) {
      int length = in.readCount(in.remaining());
      long first = in.readZigzag();
      long last = first + in.readVarint();
      int end = in.position() + length;
      regular.span(first, last);
      if (range.covers(first, last)) {
        decoder.decode(in, regular, into);
      } else if (range.touches(first, last)) {
        SampleColumns whole = new SampleColumns();
        decoder.decode(in, regular, whole);
        Samples.copy(whole, range, into);
      }
      in.reset(bytes, end, bytes.length);
    }
  }
}
