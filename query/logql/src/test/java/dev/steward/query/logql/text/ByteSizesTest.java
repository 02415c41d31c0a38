package dev.steward.query.logql.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizesTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "42, 42",
    "1KB, 1000",
    "1kib, 1024",
    "1.5 KiB, 1536",
    "2M, 2000000",
    "1.9B, 1",
    "'1,024', 1024",
    "3gb, 3000000000",
    "1PiB, 1125899906842624"
  })
  void readsSizesInAnyCase(String text, long bytes) {
    assertNull(ByteSizes.parse(text).problem());
    assertEquals(bytes, ByteSizes.parse(text).bytes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "KB", "-1KB", "1XB", "1.2.3KB", "100EB", "1 K B"})
  void refusesWhatIsNoSize(String text) {
    assertNotNull(ByteSizes.parse(text).problem());
  }
}
