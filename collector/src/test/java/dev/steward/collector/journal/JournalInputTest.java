package dev.steward.collector.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.collector.input.RecordingIntake;
import dev.steward.collector.ship.Waiting;
import dev.steward.spi.model.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads from a program that writes what journalctl writes. */
final class JournalInputTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path directory;
  private final RecordingIntake intake = new RecordingIntake();

  private JournalInput open(Path program, Map<String, String> positions) {
    return new JournalInput(
        List.of(program.toString()), "host1", positions, intake, Clock.systemUTC());
  }

  private Path program(String script) throws IOException {
    Path program = directory.resolve("journalctl");
    Files.writeString(program, "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    return program;
  }

  private static String entry(int number, String fields) {
    return "printf '__CURSOR=c"
        + number
        + "\\n__REALTIME_TIMESTAMP=170000000000000"
        + number
        + "\\n"
        + fields
        + "\\n\\n'\n";
  }

  @Test
  void anEntryBecomesALineWithAllFields() throws Exception {
    String fields =
        "PRIORITY=3\\nSYSLOG_IDENTIFIER=sshd\\n_PID=7\\n_SYSTEMD_UNIT=ssh.service\\n"
            + "_BOOT_ID=b1\\n_COMM=sshd\\nCOMM=liar\\nSYSLOG_TIMESTAMP=now\\nMESSAGE=no entry";
    try (JournalInput input = open(program(entry(1, fields) + "exec sleep 100"), Map.of())) {
      input.start();
      Waiting.until("a line came", LIMIT, () -> !intake.lines().isEmpty());
    }
    assertEquals(
        new RecordingIntake.Recorded(
            Labels.of("host", "host1", "job", "journal", "level", "error", "service_name", "ssh"),
            1_700_000_000_000_001_000L,
            "no entry",
            Labels.of(
                Map.of(
                    "priority", "3",
                    "syslog_identifier", "sshd",
                    "pid", "7",
                    "unit", "ssh.service",
                    "boot_id", "b1",
                    "comm", "sshd",
                    "COMM", "liar"))),
        intake.lines().getFirst());
    assertEquals(Map.of("journal", "c1"), intake.positions());
  }

  @Test
  void theNextProgramStartsBehindTheLastEntry() throws Exception {
    Path program =
        program(
            "echo \"$@\" >> "
                + directory
                + "/calls\n"
                + "case \"$*\" in\n*--boot*) "
                + entry(1, "MESSAGE=one")
                + ";;\n*--after-cursor=c1) "
                + entry(2, "MESSAGE=two")
                + "exec sleep 100;;\nesac\n");
    try (JournalInput input = open(program, Map.of())) {
      input.start();
      Waiting.until("both lines came", LIMIT, () -> intake.lines().size() == 2);
      assertEquals(1, input.counters().failures().sum());
    }
    assertEquals(List.of("one", "two"), intake.texts());
    assertEquals(
        List.of(
            "--follow --no-tail --all --output=export --boot",
            "--follow --no-tail --all --output=export --after-cursor=c1"),
        Files.readAllLines(directory.resolve("calls")));
  }

  @Test
  void anAgentThatStartsAgainGoesOnBehindItsPosition() throws Exception {
    Path program =
        program(
            "test \"$5\" = --after-cursor=c7 && " + entry(8, "MESSAGE=next") + "exec sleep 100");
    try (JournalInput input = open(program, Map.of("journal", "c7"))) {
      input.start();
      Waiting.until("the line came", LIMIT, () -> !intake.lines().isEmpty());
    }
    assertEquals(List.of("next"), intake.texts());
  }

  @Test
  void whatSystemdDoesWithAServiceIsALineAndAChange() throws Exception {
    String fields =
        "PRIORITY=6\\n_PID=1\\nUNIT=nginx.service\\n_SYSTEMD_UNIT=init.scope\\n"
            + "MESSAGE_ID=9d1aaa27d60140bd96365438aad20286\\nMESSAGE=Stopped nginx.service.";
    try (JournalInput input = open(program(entry(1, fields) + "exec sleep 100"), Map.of())) {
      input.start();
      Waiting.until("both lines came", LIMIT, () -> intake.lines().size() == 2);
    }
    RecordingIntake.Recorded line = intake.lines().get(0);
    RecordingIntake.Recorded change = intake.lines().get(1);
    assertEquals("nginx", line.stream().value("service_name"));
    assertEquals(
        Labels.of("host", "host1", "kind", "change", "level", "info", "service_name", "nginx"),
        change.stream());
    assertEquals("Stopped nginx.service.", change.text());
    assertEquals(
        Labels.of("action", "stop", "by", "systemd", "unit", "nginx.service"), change.metadata());
  }

  @Test
  void aServiceThatSaysItWasStoppedBySystemdIsNotBelieved() throws Exception {
    String fields =
        "_PID=77\\nUNIT=nginx.service\\nMESSAGE_ID=9d1aaa27d60140bd96365438aad20286\\nMESSAGE=x";
    try (JournalInput input = open(program(entry(1, fields) + "exec sleep 100"), Map.of())) {
      input.start();
      Waiting.until("a line came", LIMIT, () -> !intake.lines().isEmpty());
    }
    assertEquals(1, intake.lines().size());
  }

  @Test
  void aProgramThatIsNotThereIsTriedAgainAndCounted() {
    try (JournalInput input = open(directory.resolve("missing"), Map.of())) {
      input.start();
      Waiting.until("it failed", LIMIT, () -> input.counters().failures().sum() > 0);
    }
    assertTrue(intake.lines().isEmpty());
  }
}
