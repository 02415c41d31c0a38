package dev.steward.query.logql.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  private static final long SECOND = 1_000_000_000L;

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "5m, 300",
    "1h30m, 5400",
    "1d, 86400",
    "1w2d, 777600",
    "1y, 31536000",
    "90s, 90"
  })
  void readsPrometheusNotation(String text, long seconds) {
    assertEquals(seconds * SECOND, Durations.parsePrometheus(text).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "m", "1.5h", "-5m", "5m1h", "1h1h", "5x", "1us", "99999999999y"})
  void refusesWhatPrometheusDoes(String text) {
    assertTrue(Durations.parsePrometheus(text).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0", "1.5h, 5400000000000", "-3us, -3000", "2µs, 2000", "100ms, 100000000",
    "1m0.5s, 60500000000", ".5s, 500000000", "1h1h, 7200000000000", "7ns, 7", "+1s, 1000000000"
  })
  void readsGoNotation(String text, long nanos) {
    assertNull(Durations.parseGo(text).problem());
    assertEquals(nanos, Durations.parseGo(text).nanos());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3|time: missing unit in duration \"3\"",
        "1d|time: unknown unit \"d\" in duration \"1d\"",
        "''|time: invalid duration \"\"",
        "x|time: invalid duration \"x\"",
        ".s|time: invalid duration \".s\"",
        "-|time: invalid duration \"-\"",
        "9999999999h|time: invalid duration \"9999999999h\"",
      })
  void saysWhatIsWrongInGosWords(String text, String problem) {
    assertEquals(problem, Durations.parseGo(text).problem());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0s, 0s", "300000000000, 5m, 5m0s", "5400000000000, 1h30m, 1h30m0s",
    "90061000000000, 1d1h1m1s, 25h1m1s", "1500000, 1ms, 1.5ms", "-60000000000, -1m, -1m0s"
  })
  void writesBothNotations(long nanos, String prometheus, String go) {
    assertEquals(prometheus, Durations.prometheus(nanos));
    assertEquals(go, Durations.go(nanos));
  }

  @Test
  void whatIsWrittenReadsBack() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      long nanos = random.nextLong(1L << (1 + random.nextInt(56)));
      assertEquals(nanos, Durations.parseGo(Durations.go(nanos)).nanos(), "seed " + seed);
      long millis = nanos / 1_000_000 * 1_000_000;
      String text = Durations.prometheus(millis);
      assertEquals(millis, Durations.parsePrometheus(text).orElse(0), "seed " + seed);
    }
  }
}
