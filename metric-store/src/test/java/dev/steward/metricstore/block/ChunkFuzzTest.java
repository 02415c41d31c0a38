package dev.steward.metricstore.block;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.steward.metricstore.codec.ByteReader;
import dev.steward.metricstore.codec.CorruptDataException;
import dev.steward.metricstore.codec.FrameDecoder;
import dev.steward.metricstore.codec.TimeColumns;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.store.SampleColumns;
import org.junit.jupiter.api.Tag;

/** Bytes that are no chunk are refused, and cost no more than a chunk would. */
@Tag("fuzz")
class ChunkFuzzTest {
  @FuzzTest
  void anyBytesAreReadAsFrames(byte[] bytes) {
    SampleColumns into = new SampleColumns();
    try {
      ByteReader in = new ByteReader(bytes);
      while (in.remaining() > 0) {
        new FrameDecoder().decode(in, TimeColumns.NONE, into);
      }
    } catch (CorruptDataException e) {
      // What is no frame says so in this one way.
    }
  }

  @FuzzTest
  void anyBytesAreReadAsAChunk(byte[] bytes) {
    try {
      new ChunkReader()
          .read(
              bytes,
              0,
              bytes.length,
              0,
              Long.MAX_VALUE,
              TimeRange.ALL,
              TimeColumns.NONE,
              new SampleColumns());
    } catch (CorruptDataException e) {
      // What is no chunk says so in this one way.
    }
  }
}
