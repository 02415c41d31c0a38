package dev.steward.metricstore.codec;

import dev.steward.spi.model.TimeRange;
import dev.steward.spi.store.SampleBatch;
import dev.steward.spi.store.SampleColumns;

/** Reads frames that {@link FrameEncoder} wrote. Reuses scratch; for one thread. */
public final class FrameDecoder {
  private final ValueColumn values = new ValueColumn();
  private final HistogramColumns histograms = new HistogramColumns();
  private final long[] timestamps = new long[FrameEncoder.MAX_SAMPLES];
  private final long[] starts = new long[FrameEncoder.MAX_SAMPLES];

  /** A frame of which only a part is wanted. */
  private final SampleColumns whole = new SampleColumns();

  /**
   * Appends the samples of a frame that lie in a range.
   *
   * @param times the columns that the frame may refer to
   * @param firstMillis time of its oldest sample
   * @param lastMillis time of its newest sample
   * @throws CorruptDataException if the bytes are no frame
   */
  public void decode(
      ByteReader in,
      TimeColumns times,
      long firstMillis,
      long lastMillis,
      TimeRange range,
      SampleColumns into) {
    if (range.covers(firstMillis, lastMillis)) {
      decode(in, times, into);
    } else {
      whole.clear();
      decode(in, times, whole);
      Samples.copy(whole, range, into);
    }
  }

  /**
   * Appends the samples of a frame.
   *
   * @param times the columns that the frame may refer to
   * @throws CorruptDataException if the bytes are no frame
   */
  public void decode(ByteReader in, TimeColumns times, SampleColumns into) {
    FrameHeader header = FrameHeader.read(in);
    int count = header.count();
    boolean floats = !header.hasHistograms();
    into.reserve(count);
    int size = into.size();
    long[] target = floats ? into.timestampsMillis() : timestamps;
    int at = floats ? size : 0;
    if (header.sharesTimes()) {
      times.copy(header.timesId(), count, target, at);
    } else {
      LongColumn.decode(in, count, target, at);
    }
    if (header.hasStarts()) {
      LongColumn.decode(in, count, starts, 0);
    }
    if (!floats) {
      decodeHistograms(in, count, header.hasStarts(), into);
    } else if (header.hasStarts()) {
      decodeStarted(in, count, into);
    } else {
      values.decode(in, count, into.values(), size);
      into.grew(count);
    }
  }

  private void decodeHistograms(ByteReader in, int count, boolean started, SampleColumns into) {
    if (!started) {
      histograms.decode(in, count, timestamps, into);
      return;
    }
    SampleColumns plain = new SampleColumns();
    histograms.decode(in, count, timestamps, plain);
    for (int i = 0; i < count; i++) {
      Samples.copyOne(plain, i, into);
      setStart(i, into);
    }
  }

  /** Starts can only be set sample by sample. */
  private void decodeStarted(ByteReader in, int count, SampleColumns into) {
    double[] decoded = new double[count];
    values.decode(in, count, decoded, 0);
    long[] times = new long[count];
    System.arraycopy(into.timestampsMillis(), into.size(), times, 0, count);
    for (int i = 0; i < count; i++) {
      into.add(times[i], decoded[i]);
      setStart(i, into);
    }
  }

  private void setStart(int index, SampleColumns into) {
    if (starts[index] != SampleBatch.NO_START) {
      into.setStart(starts[index]);
    }
  }
}
