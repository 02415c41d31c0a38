package dev.steward.logstore.wal;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.steward.logstore.bytes.ByteSink;
import dev.steward.logstore.bytes.ByteSource;
import dev.steward.logstore.bytes.Compression;
import dev.steward.logstore.bytes.CorruptDataException;
import dev.steward.spi.model.Labels;
import org.junit.jupiter.api.Tag;

/** Whatever a log segment holds, reading it ends, inside its bytes. */
@Tag("fuzz")
final class LogWalFuzzTest {
  private static final WalVisitor CHECKING =
      new WalVisitor() {
        @Override
        public void origin(String source, long sequence) {
          if (source.isEmpty()) {
            throw new IllegalStateException("an origin without a source");
          }
        }

        @Override
        public void entry(
            Labels stream,
            long time,
            byte[] array,
            int offset,
            int length,
            EncodedLabels metadata) {
          java.util.Objects.checkFromIndexSize(offset, length, array.length);
        }
      };

  @FuzzTest
  void anySegmentIsReadOrRefused(byte[] bytes) {
    try {
      WalSegment.read(bytes, "fuzzed", CHECKING);
    } catch (CorruptDataException e) {
      // Refused, as it should be.
    }
  }

  /** The same behind a header and checksums that are right, which no guessing finds. */
  @FuzzTest
  void anyContentOfRecordsIsReadOrRefused(byte[] bytes) {
    ByteSink segment = new ByteSink(bytes.length + 64);
    segment.writeLong(WalFormat.MAGIC);
    segment.writeInt(WalFormat.VERSION);
    int half = bytes.length / 2;
    record(bytes, 0, half, segment);
    record(bytes, half, bytes.length - half, segment);
    try {
      WalSegment.read(segment.toByteArray(), "fuzzed", CHECKING);
      new WalDecoder().decode(new ByteSource(bytes), CHECKING);
    } catch (CorruptDataException e) {
      // Refused, as it should be.
    }
  }

  private static void record(byte[] bytes, int offset, int length, ByteSink to) {
    to.writeInt(length);
    to.writeInt(Compression.checksum(bytes, offset, length));
    to.write(bytes, offset, length);
  }
}
