package dev.steward.server.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.steward.spi.error.StewardException;
import org.junit.jupiter.api.Test;

final class PrometheusTimeTest {
  @Test
  void aTimeIsUnixSecondsOrRfc3339() {
    assertEquals(0, PrometheusTime.parseMillis("time", "0"));
    assertEquals(1_500_000_000_123L, PrometheusTime.parseMillis("time", "1500000000.123"));
    assertEquals(1_500_000_000_124L, PrometheusTime.parseMillis("time", "1500000000.1236"));
    assertEquals(-1_500L, PrometheusTime.parseMillis("time", "-1.5"));
    assertEquals(1_500_000_000_000L, PrometheusTime.parseMillis("time", "1.5e9"));
    assertEquals(
        1_433_334_896_789L, PrometheusTime.parseMillis("time", "2015-06-03T12:34:56.789Z"));
    assertEquals(
        1_433_330_096_789L, PrometheusTime.parseMillis("time", "2015-06-03T13:14:56.789+02:00"));
  }

  @Test
  void theEarliestAndLatestTimesOfClientsAreUnderstood() {
    assertEquals(
        PrometheusTime.MIN_MILLIS,
        PrometheusTime.parseMillis("start", "-292273086-05-16T16:47:06Z"));
    assertEquals(
        PrometheusTime.MAX_MILLIS,
        PrometheusTime.parseMillis("end", "292277025-08-18T07:12:54.999999999Z"));
  }

  @Test
  void textThatIsNoTimeIsNamedWithItsParameter() {
    for (String text :
        new String[] {"", "foo", "30s", "2015-06-03", "1e400", "99999999999999999999"}) {
      StewardException error =
          assertThrows(
              StewardException.class, () -> PrometheusTime.parseMillis("time", text), text);
      assertEquals(
          "invalid parameter \"time\": cannot parse \"" + text + "\" to a valid timestamp",
          error.getMessage());
    }
  }

  @Test
  void aDurationIsSecondsOrNumbersWithUnits() {
    assertEquals(123_456L, PrometheusTime.parseDurationMillis("step", "123.456"));
    assertEquals(300_000L, PrometheusTime.parseDurationMillis("step", "5m"));
    assertEquals(5_400_000L, PrometheusTime.parseDurationMillis("step", "1h30m"));
    assertEquals(
        31_536_000_000L + 604_800_000L + 86_400_000L + 1L,
        PrometheusTime.parseDurationMillis("step", "1y1w1d1ms"));
  }

  @Test
  void textThatIsNoDurationIsNamedWithItsParameter() {
    for (String text : new String[] {"", "5x", "m5", "5m1h", "1.5h"}) {
      assertThrows(
          StewardException.class, () -> PrometheusTime.parseDurationMillis("step", text), text);
    }
    StewardException overflow =
        assertThrows(
            StewardException.class,
            () -> PrometheusTime.parseDurationMillis("step", "9999999999999999999999y"));
    assertEquals(
        "invalid parameter \"step\": cannot parse \"9999999999999999999999y\" to a valid duration."
            + " It overflows int64",
        overflow.getMessage());
  }
}
