package dev.steward.collector.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.collector.host.HostRoots;
import dev.steward.collector.input.RecordingIntake;
import dev.steward.collector.ship.Waiting;
import dev.steward.collector.tail.FileTail;
import dev.steward.collector.tail.FollowedGlob;
import dev.steward.spi.model.Labels;
import dev.steward.testkit.plugin.DebianRelease;
import dev.steward.testkit.plugin.RealHost;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Containers of the Docker engine that runs here. */
@Tag("docker")
final class RealDockerTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Path SOCKET = Path.of("/var/run/docker.sock");

  private final RecordingIntake intake = new RecordingIntake();
  private final String name = "steward-" + Long.toHexString(System.nanoTime());

  private static String docker(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output.strip();
  }

  @AfterEach
  void removeContainer() throws Exception {
    docker("rm", "--force", name);
  }

  @Test
  void aContainersMetricsLogsAndEndAreTold() throws Exception {
    try (RealHost host = RealHost.start(DebianRelease.TRIXIE)) {
      String hostId = host.run("hostname").orFail().output().strip();
      test(docker("inspect", "--format", "{{.Config.Image}}", hostId));
    }
  }

  private void test(String image) throws Exception {
    Clock clock = Clock.systemUTC();
    ContainerSource source =
        new ContainerSource("host1", HostRoots.SYSTEM, List.of(SOCKET), Map.of(), clock);
    String id =
        docker(
            "run",
            "--detach",
            "--name",
            name,
            "--label",
            "team=mail",
            "--memory",
            "64m",
            "--entrypoint",
            "/bin/sh",
            image,
            "-c",
            "echo hello; exec sleep 1000");
    String root = docker("info", "--format", "{{.DockerRootDir}}");
    FollowedGlob logs = FollowedGlob.parse(root + "/containers/" + id + "/*-json.log");
    try (FileTail tail = new FileTail(List.of(logs), "host1", Map.of(), intake, clock)) {
      tail.start();
      Waiting.until("the line came", LIMIT, () -> intake.texts().contains("hello"));
    }
    assertEquals(name, intake.lines().getFirst().stream().value("container"));
    scrape(source);
    assertEquals(64 << 20, sample("container_spec_memory_limit_bytes"));
    assertTrue(sample("container_memory_usage_bytes") > 0);
    assertTrue(sample("container_cpu_usage_seconds_total") > 0);
    assertEquals(1, sample("container_processes"));
    assertTrue(sample("container_network_receive_bytes_total") >= 0);
    docker("restart", "--time", "0", name);
    Waiting.until(
        "the restart is a change",
        LIMIT,
        () -> {
          scrape(source);
          return changes().contains("container " + name + ": restart")
              && changes().contains("container " + name + ": die, exit code 137");
        });
  }

  private void scrape(ContainerSource source) {
    source.read();
    intake.add(sink -> source.write(sink, System.currentTimeMillis()));
  }

  private double sample(String metric) {
    return intake.samples().entrySet().stream()
        .filter(entry ->
            metric.equals(entry.getKey().value(Labels.METRIC_NAME))
                && name.equals(entry.getKey().value("name"))
                && "mail".equals(entry.getKey().value("container_label_team")))
        .mapToDouble(Map.Entry::getValue)
        .findFirst()
        .orElse(Double.NaN);
  }

  private List<String> changes() {
    return intake.lines().stream()
        .filter(line -> "change".equals(line.stream().value("kind")))
        .map(RecordingIntake.Recorded::text)
        .toList();
  }
}
