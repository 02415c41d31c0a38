package dev.steward.collector.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The collectors that read one short file of the proc file system. */
class SystemCollectorsTest {
  @TempDir Path folder;

  @Test
  void loadAverages() throws IOException {
    HostFixture host = new HostFixture(folder).proc("loadavg", "0.21 0.37 12.39 1/719 19737\n");
    assertEquals(
        """
        # TYPE node_load1 gauge
        node_load1 0.21
        # TYPE node_load5 gauge
        node_load5 0.37
        # TYPE node_load15 gauge
        node_load15 12.39
        """,
        host.samples(new LoadAverageCollector()));
  }

  @Test
  void memoryInBytesWhereTheFileSaysKilobytes() throws IOException {
    HostFixture host =
        new HostFixture(folder)
            .proc(
                "meminfo",
                """
                MemTotal:        3742148 kB
                Active(anon):     787540 kB
                HugePages_Total:       3
                DirectMap4k:          16 kB
                """);
    assertEquals(
        """
        # TYPE node_memory_MemTotal_bytes gauge
        node_memory_MemTotal_bytes 3.831959552e+09
        # TYPE node_memory_Active_anon_bytes gauge
        node_memory_Active_anon_bytes 8.0644096e+08
        # TYPE node_memory_HugePages_Total gauge
        node_memory_HugePages_Total 3
        # TYPE node_memory_DirectMap4k_bytes gauge
        node_memory_DirectMap4k_bytes 16384
        """,
        host.samples(new MemoryCollector()));
  }

  @Test
  void countsOfTheWholeMachine() throws IOException {
    HostFixture host =
        new HostFixture(folder)
            .proc(
                "stat",
                """
                cpu  1 2 3 4 5 6 7 8 9 10
                intr 8885917 17 0 0
                ctxt 38014093
                btime 1792000000
                processes 26442
                procs_running 2
                procs_blocked 1
                softirq 5057579 250191
                """);
    assertEquals(
        """
        # TYPE node_intr_total counter
        node_intr_total 8.885917e+06
        # TYPE node_context_switches_total counter
        node_context_switches_total 3.8014093e+07
        # TYPE node_boot_time_seconds gauge
        node_boot_time_seconds 1.792e+09
        # TYPE node_forks_total counter
        node_forks_total 26442
        # TYPE node_procs_running gauge
        node_procs_running 2
        # TYPE node_procs_blocked gauge
        node_procs_blocked 1
        """,
        host.samples(new StatCollector()));
  }

  @Test
  void pagingAndKills() throws IOException {
    HostFixture host =
        new HostFixture(folder)
            .proc(
                "vmstat",
                """
                nr_free_pages 977769
                pgpgin 7344136
                pgpgout 1541180581
                pswpin 1476
                pswpout 35045
                pgalloc_dma 3
                pgfault 2320168809
                pgmajfault 507162
                oom_kill 4
                oom_killer_invented 4
                """);
    assertEquals(
        """
        # TYPE node_vmstat_pgpgin untyped
        node_vmstat_pgpgin 7.344136e+06
        # TYPE node_vmstat_pgpgout untyped
        node_vmstat_pgpgout 1.541180581e+09
        # TYPE node_vmstat_pswpin untyped
        node_vmstat_pswpin 1476
        # TYPE node_vmstat_pswpout untyped
        node_vmstat_pswpout 35045
        # TYPE node_vmstat_pgfault untyped
        node_vmstat_pgfault 2.320168809e+09
        # TYPE node_vmstat_pgmajfault untyped
        node_vmstat_pgmajfault 507162
        # TYPE node_vmstat_oom_kill untyped
        node_vmstat_oom_kill 4
        """,
        host.samples(new VirtualMemoryCollector()));
  }

  @Test
  void theKernelsName() throws IOException {
    HostFixture host =
        new HostFixture(folder)
            .proc("sys/kernel/ostype", "Linux\n")
            .proc("sys/kernel/osrelease", "6.12.48-amd64\n")
            .proc("sys/kernel/version", "#1 SMP PREEMPT_DYNAMIC Debian 6.12.48-1\n")
            .proc("sys/kernel/arch", "x86_64\n")
            .proc("sys/kernel/hostname", "mx1\n")
            .proc("sys/kernel/domainname", "(none)\n");
    assertEquals(
        """
        # TYPE node_uname_info gauge
        node_uname_info{domainname="(none)",machine="x86_64",nodename="mx1",release="6.12.48-amd64",\
        sysname="Linux",version="#1 SMP PREEMPT_DYNAMIC Debian 6.12.48-1"} 1
        """,
        host.samples(new UnameCollector()));
  }

  @Test
  void aFileThatIsNotThereIsSaidAsSuch() {
    HostFixture host = new HostFixture(folder);
    assertThrows(NoSuchFileException.class, () -> host.collect(new LoadAverageCollector()));
  }

  @Test
  void aFileOfAnotherKindIsSaidWithItsPlace() {
    HostFixture host = new HostFixture(folder).proc("loadavg", "0.1 high low\n");
    IOException thrown =
        assertThrows(IOException.class, () -> host.collect(new LoadAverageCollector()));
    assertEquals("line 1: high (expected: a number)", thrown.getMessage());
  }
}
