package dev.steward.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTextTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0s, 0",
    "15ns, 15",
    "3us, 3000",
    "3µs, 3000",
    "1.5ms, 1500000",
    "30s, 30000000000",
    "1h30m, 5400000000000",
    "1d, 86400000000000",
    "2w, 1209600000000000",
    "1y, 31536000000000000",
    "-1s, -1000000000",
    ".5s, 500000000",
  })
  void durationsAreReadAsGoAndPrometheusReadThem(String text, long nanos) {
    assertEquals(Duration.ofNanos(nanos), DurationText.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-", "5", "s", "1.2.3s", "1 s", "1S", "5month", "300y", "1e3s", ".", ".s"})
  void whatIsNoDurationIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> DurationText.parse(text));
  }

  @Test
  void durationsSurviveWritingAndReading() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      Duration duration = Duration.ofNanos(random.nextLong() >> random.nextInt(1, 60));
      String text = DurationText.format(duration);
      assertEquals(duration, DurationText.parse(text), "seed " + seed + ", text " + text);
    }
    assertEquals("14d", DurationText.format(Duration.ofDays(14)));
    assertEquals("1h30m", DurationText.format(Duration.ofMinutes(90)));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "4096, 4096",
    "1kB, 1000",
    "1KB, 1000",
    "64KiB, 65536",
    "1.5GiB, 1610612736",
    "20GB, 20000000000",
    "2 TB, 2000000000000",
    "100B, 100",
  })
  void sizesHaveDecimalAndBinarySuffixes(String text, long bytes) {
    assertEquals(bytes, ByteSizeText.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "B", "-1", "1M", "1kb", "1mb", "1..2GB", ".", "9000PiB", "1 2"})
  void whatIsNoSizeOrIsAmbiguousIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> ByteSizeText.parse(text));
  }

  @Test
  void sizesAreWrittenWithTheLargestSuffixThatFits() {
    assertEquals("512MiB", ByteSizeText.format(512L << 20));
    assertEquals("1000", ByteSizeText.format(1000));
    assertEquals("0", ByteSizeText.format(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:8740", "[::1]:80", "mx1.example.org:1", "localhost:0"})
  void hostAndPortReadBackAsWritten(String text) {
    assertEquals(text, HostPort.parse(text).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":80",
        "host",
        "host:",
        "host:x",
        "host:65536",
        "host:123456",
        "::1:80",
        "[host]:80",
        "a b:1",
        "[]:1",
        "http://host:80",
        "host:-1"
      })
  void whatIsNoHostAndPortIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> HostPort.parse(text));
  }

  @Test
  void onlyThisMachineIsLoopback() {
    for (String text : List.of("localhost:1", "127.0.0.1:1", "127.1.2.3:1", "[::1]:1")) {
      assertTrue(HostPort.parse(text).isLoopback(), text);
    }
    for (String text : List.of("0.0.0.0:1", "[::]:1", "127.example.org:1", "10.0.0.1:1")) {
      assertFalse(HostPort.parse(text).isLoopback(), text);
    }
  }

  @Test
  void theNearestNameIsFoundOnlyIfItIsNear() {
    List<String> names = List.of("http", "grpc", "syslog", "retention");
    assertEquals(Optional.of("http"), NearestName.of("htpp", names));
    assertEquals(Optional.of("http"), NearestName.of("htpt", names));
    assertEquals(Optional.of("retention"), NearestName.of("retenton", names));
    assertEquals(Optional.empty(), NearestName.of("colour", names));
    assertEquals(2, NearestName.distance("kitten", "mitte"));
    assertEquals(1, NearestName.distance("ab", "ba"));
  }
}
