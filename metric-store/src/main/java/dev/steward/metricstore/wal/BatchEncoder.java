package dev.steward.metricstore.wal;

import dev.steward.metricstore.codec.ByteWriter;
import dev.steward.metricstore.codec.HistogramCodec;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.store.Origin;
import dev.steward.spi.store.SampleBatch;
import dev.steward.spi.store.SeriesHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Writes a batch as a log record. Numbers of series and times are runs, because a scrape names its
 * series in the same order each time and has one time for all; values are whole. For one thread.
 */
final class BatchEncoder {
  private final long logFile;
  private final Function<SeriesHandle, LoggedSeries> own;
  private final ByteWriter definitions = new ByteWriter(1 << 10);
  private final ByteWriter numbers = new ByteWriter(1 << 10);
  private final List<LoggedSeries> uncommitted = new ArrayList<>();
  private double[] values = new double[1024];
  private int nextNumber;

  BatchEncoder(long logFile, Function<SeriesHandle, LoggedSeries> own) {
    this.logFile = logFile;
    this.own = own;
  }

  void encode(SampleBatch batch, long receivedMillis, ByteWriter out) {
    definitions.clear();
    numbers.clear();
    int firstNumber = nextNumber;
    encodeNumbers(batch);
    out.putByte(WalFormat.BATCH);
    Origin origin = batch.origin();
    out.putText(origin == null ? "" : origin.source());
    out.putVarint(origin == null ? 0 : origin.sequence());
    out.putZigzag(receivedMillis);
    int exemplarStart = numbers.size();
    encodeExemplars(batch);
    out.putVarint(firstNumber);
    out.putVarint(nextNumber - firstNumber);
    out.putBytes(definitions.array(), 0, definitions.size());
    out.putVarint(batch.size());
    out.putBytes(numbers.array(), 0, exemplarStart);
    encodeTimes(batch, out);
    encodeValues(batch, out);
    encodeHistograms(batch, out);
    encodeStarts(batch, out);
    out.putVarint(batch.exemplars().size());
    out.putBytes(numbers.array(), exemplarStart, numbers.size() - exemplarStart);
    out.putVarint(batch.metadata().size());
    batch.metadata().forEach(one -> RecordParts.write(one, out));
  }

  /** What was encoded is in the file. */
  void committed() {
    uncommitted.clear();
  }

  /** What was encoded is not in the file, nor are the series' names. */
  void rolledBack() {
    uncommitted.forEach(series -> series.setNumberIn(logFile, -1));
    nextNumber -= uncommitted.size();
    uncommitted.clear();
  }

  private int numberOf(SeriesHandle handle) {
    LoggedSeries series = own.apply(handle);
    int number = series.numberIn(logFile);
    if (number < 0) {
      number = nextNumber++;
      series.setNumberIn(logFile, number);
      uncommitted.add(series);
      RecordParts.write(series.labels(), definitions);
    }
    return number;
  }

  /** Runs of numbers that rise by one, or of one number: length, kind, and the gap to the first. */
  private void encodeNumbers(SampleBatch batch) {
    int size = batch.size();
    int last = -1;
    int i = 0;
    int current = size == 0 ? 0 : numberOf(batch.series(0));
    while (i < size) {
      int first = current;
      int step = -1;
      int end = i + 1;
      int previous = current;
      while (end < size) {
        current = numberOf(batch.series(end));
        int gap = current - previous;
        if (step < 0 ? gap != 0 && gap != 1 : gap != step) {
          break;
        }
        step = gap;
        previous = current;
        end++;
      }
      numbers.putVarint(((long) (end - i) << 1) | (step == 1 ? 1 : 0));
      numbers.putZigzag((long) first - last);
      last = previous;
      i = end;
    }
  }

  private static void encodeTimes(SampleBatch batch, ByteWriter out) {
    int size = batch.size();
    long last = 0;
    for (int i = 0; i < size; ) {
      long time = batch.timestampMillis(i);
      int end = i + 1;
      while (end < size && batch.timestampMillis(end) == time) {
        end++;
      }
      out.putVarint(end - i);
      out.putZigzag(time - last);
      last = time;
      i = end;
    }
  }

  private void encodeValues(SampleBatch batch, ByteWriter out) {
    int size = batch.size();
    if (values.length < size) {
      values = new double[size];
    }
    for (int i = 0; i < size; i++) {
      values[i] = batch.value(i);
    }
    out.putDoubles(values, 0, size);
  }

  private static void encodeHistograms(SampleBatch batch, ByteWriter out) {
    int last = -1;
    for (int i = 0; i < batch.size(); i++) {
      NativeHistogram histogram = batch.histogram(i);
      if (histogram != null) {
        out.putVarint(i - last);
        HistogramCodec.write(histogram, out);
        last = i;
      }
    }
    out.putVarint(0);
  }

  private static void encodeStarts(SampleBatch batch, ByteWriter out) {
    int last = -1;
    for (int i = 0; i < batch.size(); i++) {
      long start = batch.startMillis(i);
      if (start != SampleBatch.NO_START) {
        out.putVarint(i - last);
        out.putZigzag(start);
        last = i;
      }
    }
    out.putVarint(0);
  }

  private void encodeExemplars(SampleBatch batch) {
    for (SampleBatch.SeriesExemplar exemplar : batch.exemplars()) {
      numbers.putVarint(numberOf(exemplar.series()));
      RecordParts.write(exemplar.exemplar(), numbers);
    }
  }
}
