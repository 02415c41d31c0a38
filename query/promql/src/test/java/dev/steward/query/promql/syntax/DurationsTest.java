package dev.steward.query.promql.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1ms, 1",
    "90s, 90000",
    "1m30s, 90000",
    "1h, 3600000",
    "1d, 86400000",
    "1w2d, 777600000",
    "1y, 31536000000",
    "1h30m5s10ms, 5405010"
  })
  void unitsAddUp(String text, long millis) {
    assertEquals(OptionalLong.of(millis), Durations.parseMillis(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "m", "1m1h", "1s1s", "1.5h", "-1s", "1 s", "99999999999y"})
  void whatIsNoDurationIsNone(String text) {
    assertTrue(Durations.parseMillis(text).isEmpty(), text);
  }

  @Test
  void durationsPrintInTheLargestUnits() {
    assertEquals("0s", Durations.format(0));
    assertEquals("1h30m", Durations.format(5_400_000));
    assertEquals("1m30s500ms", Durations.format(90_500));
    assertEquals("2w", Durations.format(14 * 86_400_000L));
    assertEquals("-5m", Durations.format(-300_000));
    assertEquals("25h", Durations.format(90_000_000));
  }
}
