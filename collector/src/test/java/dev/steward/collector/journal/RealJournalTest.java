package dev.steward.collector.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.collector.input.RecordingIntake;
import dev.steward.collector.ship.Waiting;
import dev.steward.testkit.plugin.DebianRelease;
import dev.steward.testkit.plugin.RealHost;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The journal of a real host, followed by its own journalctl. */
@Tag("docker")
final class RealJournalTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final RecordingIntake intake = new RecordingIntake();

  @ParameterizedTest
  @EnumSource(DebianRelease.class)
  void linesComeOnceAcrossARestartAndUnitsThatStopAreChanges(DebianRelease release) {
    try (RealHost host = RealHost.start(release)) {
      String id = host.run("hostname").orFail().output().strip();
      List<String> command = List.of("docker", "exec", id, "journalctl");
      host.run("logger", "--tag", "probe", "before the agent").orFail();
      try (JournalInput input = open(command, Map.of())) {
        input.start();
        Waiting.until("the first line", LIMIT, () -> count("before the agent") == 1);
      }
      host.run("logger", "--tag", "probe", "while it was away").orFail();
      host.run("systemd-run", "--unit=probe", "sleep", "1000").orFail();
      try (JournalInput input = open(command, intake.positions())) {
        input.start();
        Waiting.until("the second line", LIMIT, () -> count("while it was away") == 1);
        host.run("systemctl", "stop", "probe.service").orFail();
        Waiting.until("the change", LIMIT, () -> changed("stop", "probe.service"));
      }
    }
    assertEquals(1, count("before the agent"));
    assertEquals(1, count("while it was away"));
  }

  private JournalInput open(List<String> command, Map<String, String> positions) {
    return new JournalInput(command, "host1", positions, intake, Clock.systemUTC());
  }

  private long count(String text) {
    return intake.lines().stream()
        .filter(line -> line.text().equals(text) && line.metadata().has("boot_id"))
        .count();
  }

  private boolean changed(String action, String unit) {
    return intake.lines().stream()
        .anyMatch(line ->
            "change".equals(line.stream().value("kind"))
                && action.equals(line.metadata().value("action"))
                && unit.equals(line.metadata().value("unit")));
  }
}
