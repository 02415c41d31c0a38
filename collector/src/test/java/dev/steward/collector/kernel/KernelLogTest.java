package dev.steward.collector.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.steward.collector.input.RecordingIntake;
import dev.steward.collector.ship.Waiting;
import dev.steward.spi.model.Labels;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads from a named pipe, which gives what is written to it as the device does. */
final class KernelLogTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path directory;
  private final RecordingIntake intake = new RecordingIntake();

  private KernelLog open(Path device, Map<String, String> positions) {
    Clock clock = Clock.fixed(Instant.ofEpochSecond(1_800_000_000), ZoneOffset.UTC);
    return new KernelLog(
        device, "boot1", "host1", positions, intake, clock, () -> 100_000_000_000L);
  }

  private Path pipe() throws Exception {
    Path pipe = directory.resolve("kmsg");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    return pipe;
  }

  private void write(OutputStream device, String record) throws Exception {
    int before = intake.size();
    device.write(record.getBytes(StandardCharsets.UTF_8));
    device.flush();
    Waiting.until("the record was taken", LIMIT, () -> intake.size() > before);
  }

  @Test
  void aRecordBecomesALineWithItsTimeAndKeys() throws Exception {
    Path pipe = pipe();
    try (KernelLog log = open(pipe, Map.of())) {
      log.start();
      try (OutputStream device = Files.newOutputStream(pipe)) {
        write(device, "3,339,98000000,-;sda: I/O error\\x21\n SUBSYSTEM=block\n DEVICE=b8:0\n");
      }
    }
    assertEquals(
        List.of(
            new RecordingIntake.Recorded(
                Labels.of(
                    "host", "host1", "job", "kernel", "level", "error", "service_name", "kernel"),
                1_799_999_998_000_000_000L,
                "sda: I/O error!",
                Labels.of("device", "b8:0", "subsystem", "block"))),
        intake.lines());
    assertEquals(Map.of("kernel", "boot1 339"), intake.positions());
  }

  private static void take(KernelLog log, String record) throws Exception {
    byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
    log.take(bytes, bytes.length);
  }

  @Test
  void recordsThatWereReadBeforeAreLeftOutAndMissedOnesCounted() throws Exception {
    KernelLog log = open(directory.resolve("kmsg"), Map.of("kernel", "boot1 5"));
    take(log, "6,4,1,-;old\n");
    take(log, "6,5,1,-;read before\n");
    take(log, "6,9,2,-;new\n");
    assertEquals(3, log.counters().missed().sum());
    assertEquals(List.of("new"), intake.texts());
  }

  @Test
  void anotherBootStartsAnew() throws Exception {
    KernelLog log = open(directory.resolve("kmsg"), Map.of("kernel", "boot0 500"));
    take(log, "6,0,1,-;Linux version 6\n");
    assertEquals(0, log.counters().missed().sum());
    assertEquals(List.of("Linux version 6"), intake.texts());
  }

  @Test
  void aDeviceThatMayNotBeReadIsCountedAndDoesNoHarm() {
    try (KernelLog log = open(directory.resolve("missing"), Map.of())) {
      log.start();
      Waiting.until("it failed", LIMIT, () -> log.counters().failures().sum() == 1);
    }
  }

  @Test
  void bytesThatAreNoRecordAreNone() {
    for (String text : List.of("", ";", "x,1,2;t", "1,2;t", "-1,2,3;t", "1,2,3")) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      assertNull(KernelRecord.parse(bytes, bytes.length), text);
    }
    byte[] bytes = "6,1,2,-;a\\xZZ\\x4\\x41".getBytes(StandardCharsets.UTF_8);
    KernelRecord record = KernelRecord.parse(bytes, bytes.length);
    assertArrayEquals(
        "a\\xZZ\\x4A".getBytes(StandardCharsets.UTF_8),
        record == null ? new byte[0] : record.text());
  }
}
