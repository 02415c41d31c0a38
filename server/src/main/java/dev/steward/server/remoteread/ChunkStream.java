package dev.steward.server.remoteread;

import dev.steward.formats.protobuf.MessageWriter;
import dev.steward.formats.remoteread.FloatHistogramChunk;
import dev.steward.formats.remoteread.SeriesWriter;
import dev.steward.formats.remoteread.XorChunk;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.store.SampleColumns;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Writes series as a stream of {@code ChunkedReadResponse} messages, each behind its length and its
 * checksum (CRC-32C). For one thread.
 */
final class ChunkStream {
  private static final int XOR = 1;
  private static final int FLOAT_HISTOGRAM = 3;
  private static final int FRAME_BYTES = 1 << 20;

  private final OutputStream out;
  private final MessageWriter frame = new MessageWriter();
  private final XorChunk floats = new XorChunk();
  private final FloatHistogramChunk histogramChunk = new FloatHistogramChunk();
  private long firstMillis;
  private long lastMillis;

  ChunkStream(OutputStream out) {
    this.out = out;
  }

  void series(int queryIndex, Labels labels, SampleColumns samples) throws IOException {
    int series = begin(labels);
    for (int i = 0; i < samples.size(); i++) {
      long time = samples.timestampsMillis()[i];
      NativeHistogram histogram = samples.histogram(i);
      if (histogram != null) {
        endFloats();
        histogramChunk.set(time, histogram);
        chunk(FLOAT_HISTOGRAM, time, time, histogramChunk.bytes(), histogramChunk.length());
      } else {
        firstMillis = floats.count() == 0 ? time : firstMillis;
        lastMillis = time;
        floats.add(time, samples.values()[i]);
        if (floats.count() == XorChunk.MAX_SAMPLES) {
          endFloats();
        }
      }
      if (frame.size() > FRAME_BYTES && i + 1 < samples.size()) {
        endFloats();
        end(series, queryIndex);
        series = begin(labels);
      }
    }
    endFloats();
    end(series, queryIndex);
  }

  private int begin(Labels labels) {
    frame.clear();
    int series = frame.begin(1);
    SeriesWriter.labels(frame, labels);
    return series;
  }

  private void endFloats() {
    if (floats.count() > 0) {
      chunk(XOR, firstMillis, lastMillis, floats.bytes(), floats.length());
      floats.clear();
    }
  }

  private void chunk(int encoding, long first, long last, byte[] bytes, int length) {
    int chunk = frame.begin(2);
    frame.varint(1, first).varint(2, last).varint(3, encoding).bytes(4, bytes, 0, length);
    frame.end(chunk);
  }

  private void end(int series, int queryIndex) throws IOException {
    frame.end(series);
    frame.varint(2, queryIndex);
    MessageWriter head = new MessageWriter();
    head.rawVarint(frame.size());
    out.write(head.bytes(), 0, head.size());
    CRC32C checksum = new CRC32C();
    checksum.update(frame.bytes(), 0, frame.size());
    out.write(ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
    out.write(frame.bytes(), 0, frame.size());
  }
}
