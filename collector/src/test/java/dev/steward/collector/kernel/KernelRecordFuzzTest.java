package dev.steward.collector.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Tag;

@Tag("fuzz")
class KernelRecordFuzzTest {
  @FuzzTest
  void anyBytesAreARecordOrNone(byte[] bytes) {
    KernelRecord record = KernelRecord.parse(bytes, bytes.length);
    if (record != null) {
      assertTrue(record.severity() <= 7 && record.severity() >= 0);
      assertTrue(record.text().length <= bytes.length);
    }
  }
}
