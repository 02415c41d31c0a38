package dev.steward.collector.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuCollectorTest {
  @TempDir Path folder;

  @Test
  void eachProcessorHasItsModesInSeconds() throws IOException {
    HostFixture host =
        new HostFixture(folder)
            .proc(
                "stat",
                """
                cpu  331 22 33 444 55 6 7 8 9 10
                cpu0 301 2 13 44411 25 1 2 3 4 5
                cpu1 30 20 20 400 30 5 5 5 5 5
                intr 12 0 1
                """);
    assertEquals(
        """
        # HELP node_cpu_seconds_total Seconds that a processor spent in a mode.
        # TYPE node_cpu_seconds_total counter
        node_cpu_seconds_total{cpu="0",mode="user"} 3.01
        node_cpu_seconds_total{cpu="0",mode="nice"} 0.02
        node_cpu_seconds_total{cpu="0",mode="system"} 0.13
        node_cpu_seconds_total{cpu="0",mode="idle"} 444.11
        node_cpu_seconds_total{cpu="0",mode="iowait"} 0.25
        node_cpu_seconds_total{cpu="0",mode="irq"} 0.01
        node_cpu_seconds_total{cpu="0",mode="softirq"} 0.02
        node_cpu_seconds_total{cpu="0",mode="steal"} 0.03
        node_cpu_seconds_total{cpu="1",mode="user"} 0.3
        node_cpu_seconds_total{cpu="1",mode="nice"} 0.2
        node_cpu_seconds_total{cpu="1",mode="system"} 0.2
        node_cpu_seconds_total{cpu="1",mode="idle"} 4
        node_cpu_seconds_total{cpu="1",mode="iowait"} 0.3
        node_cpu_seconds_total{cpu="1",mode="irq"} 0.05
        node_cpu_seconds_total{cpu="1",mode="softirq"} 0.05
        node_cpu_seconds_total{cpu="1",mode="steal"} 0.05
        # HELP node_cpu_guest_seconds_total Seconds that a processor spent running virtual machines.
        # TYPE node_cpu_guest_seconds_total counter
        node_cpu_guest_seconds_total{cpu="0",mode="user"} 0.04
        node_cpu_guest_seconds_total{cpu="0",mode="nice"} 0.05
        node_cpu_guest_seconds_total{cpu="1",mode="user"} 0.05
        node_cpu_guest_seconds_total{cpu="1",mode="nice"} 0.05
        """,
        host.collect(new CpuCollector()));
  }

  @Test
  void aCounterThatFallsALittleKeepsItsValue() throws IOException {
    CpuCollector collector = new CpuCollector();
    HostFixture host = new HostFixture(folder);
    host.proc("stat", "cpu0 100 0 0 5000 900 0 0 0 0 0\n").collect(collector);
    String second = host.proc("stat", "cpu0 99 0 0 4990 800 0 0 0 0 0\n").collect(collector);
    assertTrue(second.contains("{cpu=\"0\",mode=\"user\"} 1\n"), second);
    assertTrue(second.contains("{cpu=\"0\",mode=\"idle\"} 50\n"), second);
    assertTrue(second.contains("{cpu=\"0\",mode=\"iowait\"} 9\n"), second);
  }

  @Test
  void aProcessorThatIsTakenOutAndPutBackStartsAnew() throws IOException {
    CpuCollector collector = new CpuCollector();
    HostFixture host = new HostFixture(folder);
    host.proc("stat", "cpu0 100 0 0 5000 900 0 0 0 0 0\n").collect(collector);
    String second = host.proc("stat", "cpu0 7 0 0 300 800 0 0 0 0 0\n").collect(collector);
    assertTrue(second.contains("{cpu=\"0\",mode=\"user\"} 0.07\n"), second);
    assertTrue(second.contains("{cpu=\"0\",mode=\"idle\"} 3\n"), second);
  }

  @Test
  void processorsComeAndGo() throws IOException {
    CpuCollector collector = new CpuCollector();
    HostFixture host = new HostFixture(folder);
    host.proc("stat", "cpu0 1 0 0 1 0 0 0 0 0 0\ncpu1 1 0 0 1 0 0 0 0 0 0\n").collect(collector);
    String second =
        host.proc("stat", "cpu1 2 0 0 1 0 0 0 0 0 0\ncpu2 3 0 0 1 0 0 0 0 0 0\n")
            .collect(collector);
    assertTrue(!second.contains("cpu=\"0\""), second);
    assertTrue(second.contains("{cpu=\"1\",mode=\"user\"} 0.02\n"), second);
    assertTrue(second.contains("{cpu=\"2\",mode=\"user\"} 0.03\n"), second);
  }
}
