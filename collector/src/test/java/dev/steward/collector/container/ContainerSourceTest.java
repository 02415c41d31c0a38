package dev.steward.collector.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.collector.host.HostRoots;
import dev.steward.collector.input.RecordingIntake;
import dev.steward.collector.input.RecordingIntake.Recorded;
import dev.steward.spi.model.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ContainerSourceTest {
  private static final String ID = "0123456789abcdef".repeat(4);
  private static final long NOW_MILLIS = 1_800_000_000_000L;

  @TempDir Path directory;
  private final RecordingIntake intake = new RecordingIntake();
  private EngineSocket engine;

  @BeforeEach
  void openEngine() throws IOException {
    engine = EngineSocket.open(directory.resolve("docker.sock"));
    engine.answer(
        "/containers/" + ID + "/json",
        "{\"Name\":\"/web\",\"Config\":{\"Image\":\"nginx:1\",\"Labels\":{\"com.example/a\":\"b\"}},"
            + "\"State\":{\"StartedAt\":\"2026-11-20T15:00:00.5Z\",\"Health\":null}}");
    engine.answer("/events", "");
  }

  @AfterEach
  void closeEngine() throws IOException {
    engine.close();
  }

  private void write(String name, String content) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private ContainerSource source(long nowMillis) {
    return new ContainerSource(
        "host1",
        new HostRoots(directory.resolve("proc"), directory.resolve("sys"), directory),
        List.of(engine.path(), directory.resolve("missing.sock")),
        intake.positions(),
        Clock.fixed(Instant.ofEpochMilli(nowMillis), ZoneOffset.UTC));
  }

  private void scrape(ContainerSource source) {
    source.read();
    intake.add(sink -> source.write(sink, NOW_MILLIS));
  }

  /** Samples without what every series of the container has. */
  private String exposition() {
    Map<String, Double> plain = new TreeMap<>();
    intake
        .samples()
        .forEach((labels, value) -> {
          Labels.Builder rest = labels.edit();
          for (String common : List.of("host", "instance", "job", "id", "image", "name")) {
            assertTrue(labels.has(common), labels + " has no " + common);
            rest.remove(common);
          }
          assertEquals("b", labels.value("container_label_com_example_a"));
          rest.remove("container_label_com_example_a").remove(Labels.METRIC_NAME);
          plain.put(labels.value(Labels.METRIC_NAME) + rest.build(), value);
        });
    StringBuilder text = new StringBuilder();
    plain.forEach((name, value) -> text.append(name).append(' ').append(value).append('\n'));
    return text.toString();
  }

  private void writeVersion2() throws IOException {
    String group = "sys/fs/cgroup/system.slice/docker-" + ID + ".scope/";
    write("sys/fs/cgroup/cgroup.controllers", "cpu io memory pids\n");
    write(
        group + "cpu.stat",
        "usage_usec 5000000\nuser_usec 3000000\nsystem_usec 2000000\nnr_periods 10\n"
            + "nr_throttled 4\nthrottled_usec 500000\n");
    write(group + "cpu.max", "50000 100000\n");
    write(group + "cpu.weight", "100\n");
    write(group + "memory.current", "1000000\n");
    write(group + "memory.swap.current", "4096\n");
    write(group + "memory.peak", "2000000\n");
    write(group + "memory.max", "8388608\n");
    write(group + "memory.swap.max", "max\n");
    write(group + "memory.low", "0\n");
    write(
        group + "memory.stat",
        "anon 600000\nfile 300000\nkernel 50000\nfile_mapped 1000\ninactive_file 200000\n"
            + "pgfault 77\npgmajfault 7\n");
    write(group + "memory.events", "low 0\nhigh 0\nmax 3\noom 1\noom_kill 2\n");
    write(group + "io.stat", "8:0 rbytes=10 wbytes=20 rios=1 wios=2 dbytes=0 dios=0\n9:9\n");
    write(
        group + "cpu.pressure",
        "some avg10=0.00 avg60=0.00 avg300=0.00 total=1500000\n"
            + "full avg10=0.00 avg60=0.00 avg300=0.00 total=250000\n");
    write(group + "pids.current", "5\n");
    write(group + "pids.max", "max\n");
    write(group + "cgroup.procs", "42\n43\n");
    write("sys/dev/block/8:0/uevent", "MAJOR=8\nMINOR=0\nDEVNAME=sda\n");
    write(
        "proc/42/net/dev",
        "Inter-|   Receive\n face |bytes\n"
            + "    lo:  1 1 0 0 0 0 0 0 1 1 0 0 0 0 0 0\n"
            + "  eth0: 100 2 3 4 0 0 0 0 500 6 7 8 0 0 0 0\n");
  }

  @Test
  void aContainerOfVersion2HasCAdvisorsMetrics() throws Exception {
    writeVersion2();
    scrape(source(NOW_MILLIS));
    assertEquals(
        """
        container_cpu_cfs_periods_total{} 10.0
        container_cpu_cfs_throttled_periods_total{} 4.0
        container_cpu_cfs_throttled_seconds_total{} 0.5
        container_cpu_system_seconds_total{} 2.0
        container_cpu_usage_seconds_total{cpu="total"} 5.0
        container_cpu_user_seconds_total{} 3.0
        container_fs_reads_bytes_total{device="/dev/sda"} 10.0
        container_fs_reads_bytes_total{device="9:9"} 0.0
        container_fs_reads_total{device="/dev/sda"} 1.0
        container_fs_reads_total{device="9:9"} 0.0
        container_fs_writes_bytes_total{device="/dev/sda"} 20.0
        container_fs_writes_bytes_total{device="9:9"} 0.0
        container_fs_writes_total{device="/dev/sda"} 2.0
        container_fs_writes_total{device="9:9"} 0.0
        container_last_seen{} 1.8E9
        container_memory_cache{} 300000.0
        container_memory_failcnt{} 3.0
        container_memory_failures_total{failure_type="pgfault", scope="hierarchy"} 77.0
        container_memory_failures_total{failure_type="pgmajfault", scope="hierarchy"} 7.0
        container_memory_kernel_usage{} 50000.0
        container_memory_mapped_file{} 1000.0
        container_memory_max_usage_bytes{} 2000000.0
        container_memory_rss{} 600000.0
        container_memory_swap{} 4096.0
        container_memory_usage_bytes{} 1000000.0
        container_memory_working_set_bytes{} 800000.0
        container_network_receive_bytes_total{interface="eth0"} 100.0
        container_network_receive_errors_total{interface="eth0"} 3.0
        container_network_receive_packets_dropped_total{interface="eth0"} 4.0
        container_network_receive_packets_total{interface="eth0"} 2.0
        container_network_transmit_bytes_total{interface="eth0"} 500.0
        container_network_transmit_errors_total{interface="eth0"} 7.0
        container_network_transmit_packets_dropped_total{interface="eth0"} 8.0
        container_network_transmit_packets_total{interface="eth0"} 6.0
        container_oom_events_total{} 2.0
        container_pressure_cpu_stalled_seconds_total{} 0.25
        container_pressure_cpu_waiting_seconds_total{} 1.5
        container_processes{} 2.0
        container_spec_cpu_period{} 100000.0
        container_spec_cpu_quota{} 50000.0
        container_spec_cpu_shares{} 2597.0
        container_spec_memory_limit_bytes{} 8388608.0
        container_spec_memory_reservation_limit_bytes{} 0.0
        container_spec_memory_swap_limit_bytes{} 0.0
        container_start_time_seconds{} 1.7951868E9
        container_threads_max{} 0.0
        container_threads{} 5.0
        """,
        exposition());
    Labels one = intake.samples().keySet().iterator().next();
    assertEquals("/system.slice/docker-" + ID + ".scope", one.value("id"));
    assertEquals("web", one.value("name"));
    assertEquals("nginx:1", one.value("image"));
    assertEquals("cadvisor", one.value("job"));
  }

  @Test
  void aContainerOfVersion1HasThemToo() throws Exception {
    String path = "/docker/" + ID + "/";
    String root = "sys/fs/cgroup/";
    write(root + "cpuacct" + path + "cpuacct.usage", "5000000000\n");
    write(root + "cpuacct" + path + "cpuacct.stat", "user 300\nsystem 200\n");
    write(root + "cpu" + path + "cpu.cfs_quota_us", "-1\n");
    write(root + "cpu" + path + "cpu.cfs_period_us", "100000\n");
    write(root + "cpu" + path + "cpu.shares", "1024\n");
    write(root + "cpu" + path + "cpu.stat", "nr_periods 0\nnr_throttled 0\nthrottled_time 0\n");
    String memory = root + "memory" + path + "memory.";
    write(memory + "usage_in_bytes", "1000000\n");
    write(memory + "max_usage_in_bytes", "2000000\n");
    write(memory + "failcnt", "3\n");
    write(memory + "limit_in_bytes", "9223372036854771712\n");
    write(
        memory + "stat",
        "cache 1\ntotal_cache 300000\ntotal_rss 600000\ntotal_swap 0\ntotal_mapped_file 1000\n"
            + "total_pgfault 77\ntotal_pgmajfault 7\ntotal_inactive_file 200000\n");
    write(memory + "oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 2\n");
    write(
        root + "blkio" + path + "blkio.throttle.io_service_bytes_recursive",
        "8:0 Read 10\n8:0 Write 20\n8:0 Sync 30\nTotal 30\n");
    write(root + "pids" + path + "pids.current", "5\n");
    write(root + "memory" + path + "cgroup.procs", "");
    scrape(source(NOW_MILLIS));
    String exposition = exposition();
    for (String expected :
        List.of(
            "container_cpu_usage_seconds_total{cpu=\"total\"} 5.0",
            "container_cpu_user_seconds_total{} 3.0",
            "container_memory_working_set_bytes{} 800000.0",
            "container_memory_failcnt{} 3.0",
            "container_oom_events_total{} 2.0",
            "container_spec_memory_limit_bytes{} 0.0",
            "container_fs_reads_bytes_total{device=\"8:0\"} 10.0",
            "container_fs_writes_bytes_total{device=\"8:0\"} 20.0",
            "container_spec_cpu_shares{} 1024.0",
            "container_threads{} 5.0")) {
      assertTrue(exposition.contains(expected + "\n"), expected + " in\n" + exposition);
    }
    assertEquals("/docker/" + ID, intake.samples().keySet().iterator().next().value("id"));
  }

  @Test
  void whatHappenedToContainersIsAChangeOnce() throws Exception {
    write("sys/fs/cgroup/cgroup.controllers", "");
    ContainerSource before = source(NOW_MILLIS - 60_000);
    scrape(before);
    engine.answer(
        "/events",
        event("oom", "", 40_000) + event("die", "137", 39_000) + event("start", "", 38_000));
    ContainerSource source = source(NOW_MILLIS);
    scrape(source);
    scrape(source);
    scrape(source(NOW_MILLIS + 10));
    List<Recorded> lines = intake.lines();
    assertEquals(
        List.of(
            "container web: out of memory",
            "container web: die, exit code 137",
            "container web: start"),
        lines.stream().map(Recorded::text).toList());
    assertEquals(
        Labels.of("host", "host1", "kind", "change", "level", "error", "service_name", "web"),
        lines.getFirst().stream());
    assertEquals(
        Labels.of(
            "action", "oom-kill", "by", "container engine", "container_id", ID, "image", "nginx:1"),
        lines.getFirst().metadata());
    assertEquals((NOW_MILLIS - 40_000) * 1_000_000, lines.getFirst().timestampNanos());
  }

  private static String event(String action, String exitCode, long millisAgo) {
    return "{\"Action\":\""
        + action
        + "\",\"Actor\":{\"ID\":\""
        + ID
        + "\",\"Attributes\":{\"name\":\"web\",\"image\":\"nginx:1\",\"exitCode\":\""
        + exitCode
        + "\"}},\"timeNano\":"
        + (NOW_MILLIS - millisAgo) * 1_000_000
        + "}\n";
  }

  @Test
  void anEngineThatDoesNotAnswerCostsNamesOnly() throws Exception {
    writeVersion2();
    engine.close();
    scrape(source(NOW_MILLIS));
    assertEquals(
        5.0,
        intake.samples().entrySet().stream()
            .filter(sample ->
                "container_cpu_usage_seconds_total"
                    .equals(sample.getKey().value(Labels.METRIC_NAME)))
            .mapToDouble(Map.Entry::getValue)
            .sum());
  }
}
