package dev.steward.metricstore.wal;

import dev.steward.metricstore.codec.ByteReader;
import dev.steward.metricstore.codec.CorruptDataException;
import dev.steward.metricstore.codec.HistogramCodec;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Exemplar;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.store.Origin;
import dev.steward.spi.store.SampleBatch;
import dev.steward.spi.store.SeriesHandle;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the batches of one log file, in their order. For one thread. */
final class BatchDecoder {
  private static final int MAX_SERIES = 1 << 24;

  private final Function<Labels, SeriesHandle> series;
  private @Nullable SeriesHandle[] known = new SeriesHandle[1024];
  private @Nullable SeriesHandle[] handles = new SeriesHandle[1024];
  private long[] times = new long[1024];

  BatchDecoder(Function<Labels, SeriesHandle> series) {
    this.series = series;
  }

  /**
   * A batch and when it came.
   *
   * @param whole false where samples are missing because the record that named their series is lost
   */
  record Received(SampleBatch batch, long receivedMillis, boolean whole) {}

  Received decode(ByteReader in) {
    String source = in.readText();
    long sequence = in.readVarint();
    if (!source.isEmpty() && sequence < 1) {
      throw new CorruptDataException("sequence " + sequence + " in the log");
    }
    long receivedMillis = in.readZigzag();
    readDefinitions(in);
    // Every sample's value takes eight bytes: a count that cannot be true must not cost memory.
    int size = in.readCount(in.remaining() / 8);
    SampleBatch batch =
        new SampleBatch(source.isEmpty() ? null : new Origin(source, sequence), size);
    boolean whole = readSamples(in, size, batch);
    for (int left = in.readCount(in.remaining()); left > 0; left--) {
      SeriesHandle handle = numbered(in.readVarint());
      Exemplar exemplar = RecordParts.readExemplar(in);
      if (handle != null) {
        batch.add(new SampleBatch.SeriesExemplar(handle, exemplar));
      }
    }
    for (int left = in.readCount(in.remaining()); left > 0; left--) {
      batch.add(RecordParts.readMetadata(in));
    }
    return new Received(batch, receivedMillis, whole);
  }

  private void readDefinitions(ByteReader in) {
    int first = in.readCount(MAX_SERIES);
    int count = in.readCount(in.remaining());
    if (first + count > known.length) {
      known = Arrays.copyOf(known, Math.max(first + count, known.length * 2));
    }
    for (int i = 0; i < count; i++) {
      try {
        known[first + i] = series.apply(RecordParts.readLabels(in));
      } catch (StewardException e) {
        throw new CorruptDataException("series in the log: " + e.getMessage());
      }
    }
  }

  private @Nullable SeriesHandle numbered(long number) {
    return number < 0 || number >= known.length ? null : known[(int) number];
  }

  private boolean readSamples(ByteReader in, int size, SampleBatch batch) {
    if (times.length < size) {
      times = new long[size];
      handles = new SeriesHandle[size];
    }
    readNumbers(in, size);
    readTimes(in, size);
    int values = in.skip(size * 8L);
    ByteReader valueReader = new ByteReader();
    valueReader.reset(in.array(), values, in.position());
    NativeHistogram[] histograms = readHistograms(in, size);
    long[] starts = readStarts(in, size);
    for (int i = 0; i < size; i++) {
      double value = valueReader.readDouble();
      SeriesHandle handle = handles[i];
      if (handle == null) {
        continue;
      }
      if (histograms == null || histograms[i] == null) {
        batch.add(handle, times[i], value);
      } else {
        batch.add(handle, times[i], histograms[i]);
      }
      if (starts != null && starts[i] != SampleBatch.NO_START) {
        batch.setStart(starts[i]);
      }
    }
    return batch.size() == size;
  }

  private void readNumbers(ByteReader in, int size) {
    long last = -1;
    for (int i = 0; i < size; ) {
      long header = in.readVarint();
      long length = header >>> 1;
      if (length < 1 || length > size - i) {
        throw new CorruptDataException("run of " + length + " series in the log");
      }
      long step = header & 1;
      long number = last + in.readZigzag();
      for (int end = i + (int) length; i < end; i++) {
        handles[i] = numbered(number);
        last = number;
        number += step;
      }
    }
  }

  private void readTimes(ByteReader in, int size) {
    long time = 0;
    for (int i = 0; i < size; ) {
      int length = in.readCount(size - i);
      if (length == 0) {
        throw new CorruptDataException("empty run of times in the log");
      }
      time += in.readZigzag();
      Arrays.fill(times, i, i + length, time);
      i += length;
    }
  }

  private static NativeHistogram @Nullable [] readHistograms(ByteReader in, int size) {
    NativeHistogram[] histograms = null;
    int at = -1;
    for (int gap = in.readCount(size); gap != 0; gap = in.readCount(size)) {
      at = advance(at, gap, size);
      histograms = histograms == null ? new NativeHistogram[size] : histograms;
      histograms[at] = HistogramCodec.read(in);
    }
    return histograms;
  }

  private static long @Nullable [] readStarts(ByteReader in, int size) {
    long[] starts = null;
    int at = -1;
    for (int gap = in.readCount(size); gap != 0; gap = in.readCount(size)) {
      at = advance(at, gap, size);
      starts = starts == null ? new long[size] : starts;
      starts[at] = in.readZigzag();
    }
    return starts;
  }

  private static int advance(int at, int gap, int size) {
    if (gap > size - 1 - at) {
      throw new CorruptDataException("sample " + (at + gap) + " of " + size + " in the log");
    }
    return at + gap;
  }
}
