package dev.steward.metricstore.wal;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.steward.metricstore.codec.ByteReader;
import dev.steward.metricstore.codec.CorruptDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/** A log of any bytes is read as far as it makes sense. */
@Tag("fuzz")
class MetricWalFuzzTest {
  @FuzzTest
  void anyBytesAreReadAsARecord(byte[] bytes) {
    try {
      new BatchDecoder(FakeSeries::new).decode(new ByteReader(bytes));
    } catch (CorruptDataException e) {
      // What is no record says so in this one way.
    }
  }

  @FuzzTest
  void anyBytesAreReadAsAFile(byte[] bytes) throws IOException {
    Path file = Files.createTempFile("metric", ".wal");
    try {
      Files.write(file, bytes);
      WalReader.read(file, FakeSeries::new, new Replayed());
    } finally {
      Files.delete(file);
    }
  }
}
