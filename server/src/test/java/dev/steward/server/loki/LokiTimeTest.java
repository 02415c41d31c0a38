package dev.steward.server.loki;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.steward.spi.error.StewardException;
import org.junit.jupiter.api.Test;

final class LokiTimeTest {
  @Test
  void aTimeWithADotIsSecondsAndAWholeNumberDependsOnItsLength() {
    assertEquals(1_571_332_130_934_000_000L, LokiTime.parseNanos("start", "1571332130.934"));
    assertEquals(1_571_332_130_000_000_000L, LokiTime.parseNanos("start", "1571332130"));
    assertEquals(1_571_334_162_051_000_000L, LokiTime.parseNanos("start", "1571334162051000000"));
    assertEquals(
        1_562_154_495_000_000_001L, LokiTime.parseNanos("start", "2019-07-03T11:48:15.000000001Z"));
  }

  @Test
  void textThatIsNoTimeIsNamedWithItsParameter() {
    for (String text : new String[] {"", "we", "1h", "2019-07-03"}) {
      StewardException error =
          assertThrows(StewardException.class, () -> LokiTime.parseNanos("start", text), text);
      assertEquals(true, String.valueOf(error.getMessage()).contains("'start'"));
    }
  }

  @Test
  void aDurationIsSecondsOrNumbersWithUnits() {
    assertEquals(1_500_000_000L, LokiTime.parseDurationNanos("step", "1.5"));
    assertEquals(60_000_000_000L, LokiTime.parseDurationNanos("step", "60"));
    assertEquals(120_000_000L, LokiTime.parseDurationNanos("step", "120ms"));
    assertEquals(5_400_000_000_000L, LokiTime.parseDurationNanos("since", "1h30m"));
    assertEquals(5_400_000_000_000L, LokiTime.parseDurationNanos("since", "1.5h"));
    for (String text : new String[] {"", "x", "1h x", "h1"}) {
      assertThrows(StewardException.class, () -> LokiTime.parseDurationNanos("step", text), text);
    }
  }
}
