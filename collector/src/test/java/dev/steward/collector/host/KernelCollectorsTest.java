package dev.steward.collector.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The collectors that tell about the kernel, its tasks and its clock. */
class KernelCollectorsTest {
  @TempDir Path folder;

  @Test
  void pressure() throws IOException {
    String full = "full avg10=0.00 avg60=0.00 avg300=0.00 total=";
    HostFixture host =
        new HostFixture(folder)
            .proc("pressure/cpu", "some avg10=1.00 avg60=0.50 avg300=0.10 total=14036781\n")
            .proc("pressure/io", "some avg10=0.00 avg60=0 avg300=0 total=1000\n" + full + "500\n")
            .proc("pressure/memory", "some avg10=0 avg60=0 avg300=0 total=0\n" + full + "0\n")
            .proc("pressure/irq", full + "2000000\n");
    assertEquals(
        """
        # TYPE node_pressure_cpu_waiting_seconds_total counter
        node_pressure_cpu_waiting_seconds_total 14.036781
        # TYPE node_pressure_io_waiting_seconds_total counter
        node_pressure_io_waiting_seconds_total 0.001
        # TYPE node_pressure_io_stalled_seconds_total counter
        node_pressure_io_stalled_seconds_total 0.0005
        # TYPE node_pressure_memory_waiting_seconds_total counter
        node_pressure_memory_waiting_seconds_total 0
        # TYPE node_pressure_memory_stalled_seconds_total counter
        node_pressure_memory_stalled_seconds_total 0
        # TYPE node_pressure_irq_stalled_seconds_total counter
        node_pressure_irq_stalled_seconds_total 2
        """,
        host.samples(new PressureCollector()));
  }

  @Test
  void openFilesAndRandomness() throws IOException {
    HostFixture host =
        new HostFixture(folder)
            .proc("sys/fs/file-nr", "1024\t0\t1631329\n")
            .proc("sys/kernel/random/entropy_avail", "256\n")
            .proc("sys/kernel/random/poolsize", "4096\n");
    assertEquals(
        """
        # TYPE node_filefd_allocated gauge
        node_filefd_allocated 1024
        # TYPE node_filefd_maximum gauge
        node_filefd_maximum 1.631329e+06
        """,
        host.samples(new OpenFilesCollector()));
    assertEquals(
        """
        # TYPE node_entropy_available_bits gauge
        node_entropy_available_bits 256
        # TYPE node_entropy_pool_size_bits gauge
        node_entropy_pool_size_bits 4096
        """,
        host.samples(new EntropyCollector()));
  }

  @Test
  void timesOfTheScheduler() throws IOException {
    HostFixture host =
        new HostFixture(folder)
            .proc(
                "schedstat",
                """
                version 15
                timestamp 15819019232
                cpu0 498494191 0 3533438552 2553969831 3853684107 2465731542 2500000000 343796000 4767
                domain0 0003 1 2 3
                """);
    assertEquals(
        """
        # TYPE node_schedstat_running_seconds_total counter
        node_schedstat_running_seconds_total{cpu="0"} 2.5
        # TYPE node_schedstat_waiting_seconds_total counter
        node_schedstat_waiting_seconds_total{cpu="0"} 0.343796
        # TYPE node_schedstat_timeslices_total counter
        node_schedstat_timeslices_total{cpu="0"} 4767
        """,
        host.samples(new SchedulerCollector()));
  }

  @Test
  void theOperatingSystem() throws IOException {
    HostFixture host =
        new HostFixture(folder)
            .root(
                "usr/lib/os-release",
                """
                # a comment
                PRETTY_NAME="Debian GNU/Linux 13 (\\"trixie\\")"
                NAME="Debian GNU/Linux"
                VERSION_ID="13.1"
                VERSION_CODENAME=trixie
                ID=debian
                SUPPORT_END=2030-06-30
                """);
    assertEquals(
        """
        # TYPE node_os_info gauge
        node_os_info{id="debian",name="Debian GNU/Linux",\
        pretty_name="Debian GNU/Linux 13 (\\"trixie\\")",version_codename="trixie",\
        version_id="13.1"} 1
        # TYPE node_os_version gauge
        node_os_version{id="debian",name="Debian GNU/Linux"} 13.1
        # TYPE node_os_support_end_timestamp_seconds gauge
        node_os_support_end_timestamp_seconds 1.909008e+09
        """,
        host.samples(new OperatingSystemCollector()));
  }

  @Test
  void theTimeAndItsSources() throws IOException {
    String folderName = "devices/system/clocksource/clocksource0/";
    HostFixture host =
        new HostFixture(folder)
            .sys(folderName + "available_clocksource", "tsc hpet \n")
            .sys(folderName + "current_clocksource", "tsc\n");
    Instant summer = Instant.parse("2026-07-01T10:00:00.500Z");
    assertEquals(
        """
        # TYPE node_time_seconds gauge
        node_time_seconds 1.7829e+09
        # TYPE node_time_zone_offset_seconds gauge
        node_time_zone_offset_seconds{time_zone="CEST"} 7200
        # TYPE node_time_clocksource_available_info gauge
        node_time_clocksource_available_info{clocksource="tsc",device="0"} 1
        node_time_clocksource_available_info{clocksource="hpet",device="0"} 1
        # TYPE node_time_clocksource_current_info gauge
        node_time_clocksource_current_info{clocksource="tsc",device="0"} 1
        """,
        host.samples(new TimeCollector(Clock.fixed(summer, ZoneId.of("Europe/Berlin"))))
            .replace("1.7829000005e+09", "1.7829e+09"));
    assertTrue(
        host.samples(new TimeCollector(Clock.fixed(summer, ZoneOffset.UTC)))
            .contains("{time_zone=\"UTC\"} 0\n"));
  }

  @Test
  void processesAndThreads() throws IOException {
    String rest = " 1 1 0 -1 4194560 21 44 0 0 1 0 0 0 20 0 ";
    HostFixture host =
        new HostFixture(folder)
            .proc("sys/kernel/pid_max", "4194304\n")
            .proc("sys/kernel/threads-max", "7801\n")
            .proc("1/stat", "1 (systemd) S 0" + rest + "1 0 1\n")
            .proc("22/stat", "22 (a) b) (c) R 1" + rest + "7 0 1\n")
            .proc("22/task/22/stat", "22 (a) b) (c) R 1" + rest + "7 0 1\n")
            .proc("22/task/25/stat", "25 (x) D 1" + rest + "7 0 1\n")
            .proc("22/task/26/stat", "26 (x) S 1" + rest + "7 0 1\n")
            .proc("23/stat", "23 (kworker/0:1) S 1" + rest + "1 0 1\n")
            .proc("24/status", "it has just ended\n")
            .proc("uptime", "1 2\n");
    assertEquals(
        """
        # TYPE node_processes_max_processes gauge
        node_processes_max_processes 4.194304e+06
        # TYPE node_processes_max_threads gauge
        node_processes_max_threads 7801
        # TYPE node_processes_pids gauge
        node_processes_pids 3
        # TYPE node_processes_threads gauge
        node_processes_threads 9
        # TYPE node_processes_state gauge
        node_processes_state{state="R"} 1
        node_processes_state{state="S"} 2
        # TYPE node_processes_threads_state gauge
        node_processes_threads_state{thread_state="D"} 1
        node_processes_threads_state{thread_state="R"} 1
        node_processes_threads_state{thread_state="S"} 3
        """,
        host.samples(new ProcessCollector(() -> 0)));
  }
}
