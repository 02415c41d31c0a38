package dev.steward.collector.container;

import dev.steward.spi.model.MetricMetadata;
import dev.steward.spi.model.MetricType;

/** The metrics of a container, under cAdvisor's names. Source: cAdvisor, {@code prometheus.md}. */
enum ContainerMetric {
  CPU_USAGE("cpu_usage_seconds_total", "Processor time used.", "cpu"),
  CPU_USER("cpu_user_seconds_total", "Processor time used in user mode."),
  CPU_SYSTEM("cpu_system_seconds_total", "Processor time used in the kernel."),
  CPU_PERIODS("cpu_cfs_periods_total", "Periods of the scheduler that were enforced."),
  CPU_THROTTLED_PERIODS("cpu_cfs_throttled_periods_total", "Periods that were throttled."),
  CPU_THROTTLED("cpu_cfs_throttled_seconds_total", "Time for which it was throttled."),
  MEMORY_USAGE("memory_usage_bytes", "Memory used, caches included."),
  MEMORY_WORKING_SET("memory_working_set_bytes", "Memory that cannot be dropped."),
  MEMORY_RSS("memory_rss", "Anonymous memory."),
  MEMORY_CACHE("memory_cache", "Memory of the page cache."),
  MEMORY_SWAP("memory_swap", "Swap used."),
  MEMORY_MAPPED("memory_mapped_file", "Memory of mapped files."),
  MEMORY_KERNEL("memory_kernel_usage", "Memory of the kernel."),
  MEMORY_MAX("memory_max_usage_bytes", "The most memory that was used."),
  MEMORY_FAILCNT("memory_failcnt", "How often the limit was hit.", MetricType.COUNTER),
  MEMORY_FAILURES("memory_failures_total", "Page faults.", "failure_type", "scope"),
  OOM_EVENTS("oom_events_total", "Processes killed for want of memory."),
  PROCESSES("processes", "Processes."),
  THREADS("threads", "Threads."),
  THREADS_MAX("threads_max", "Threads that there may be."),
  NETWORK_RECEIVE_BYTES("network_receive_bytes_total", "Bytes received.", "interface"),
  NETWORK_RECEIVE_PACKETS("network_receive_packets_total", "Packets received.", "interface"),
  NETWORK_RECEIVE_ERRORS("network_receive_errors_total", "Errors on receipt.", "interface"),
  NETWORK_RECEIVE_DROPPED(
      "network_receive_packets_dropped_total", "Packets dropped on receipt.", "interface"),
  NETWORK_TRANSMIT_BYTES("network_transmit_bytes_total", "Bytes sent.", "interface"),
  NETWORK_TRANSMIT_PACKETS("network_transmit_packets_total", "Packets sent.", "interface"),
  NETWORK_TRANSMIT_ERRORS("network_transmit_errors_total", "Errors on sending.", "interface"),
  NETWORK_TRANSMIT_DROPPED(
      "network_transmit_packets_dropped_total", "Packets dropped on sending.", "interface"),
  DISK_READ_BYTES("fs_reads_bytes_total", "Bytes read.", "device"),
  DISK_WRITTEN_BYTES("fs_writes_bytes_total", "Bytes written.", "device"),
  DISK_READS("fs_reads_total", "Reads.", "device"),
  DISK_WRITES("fs_writes_total", "Writes.", "device"),
  PRESSURE_CPU_WAITING("pressure_cpu_waiting_seconds_total", "Time for which some waited."),
  PRESSURE_CPU_STALLED("pressure_cpu_stalled_seconds_total", "Time for which all waited."),
  PRESSURE_MEMORY_WAITING("pressure_memory_waiting_seconds_total", "Time for which some waited."),
  PRESSURE_MEMORY_STALLED("pressure_memory_stalled_seconds_total", "Time for which all waited."),
  PRESSURE_IO_WAITING("pressure_io_waiting_seconds_total", "Time for which some waited."),
  PRESSURE_IO_STALLED("pressure_io_stalled_seconds_total", "Time for which all waited."),
  LAST_SEEN("last_seen", "When it was last seen, seconds since the Unix epoch."),
  START_TIME("start_time_seconds", "When it was started, seconds since the Unix epoch."),
  SPEC_CPU_PERIOD("spec_cpu_period", "Length of a period of the scheduler, microseconds."),
  SPEC_CPU_QUOTA("spec_cpu_quota", "Processor time in a period, microseconds."),
  SPEC_CPU_SHARES("spec_cpu_shares", "Weight of its processor time."),
  SPEC_MEMORY_LIMIT("spec_memory_limit_bytes", "Memory that it may use; 0 for any."),
  SPEC_MEMORY_RESERVATION(
      "spec_memory_reservation_limit_bytes", "Memory that is kept for it; 0 for none."),
  SPEC_MEMORY_SWAP_LIMIT("spec_memory_swap_limit_bytes", "Swap that it may use; 0 for any.");

  private final MetricMetadata metadata;
  private final String[] labels;

  ContainerMetric(String name, String help, String... labels) {
    this(name, help, name.endsWith("_total") ? MetricType.COUNTER : MetricType.GAUGE, labels);
  }

  ContainerMetric(String name, String help, MetricType type, String... labels) {
    this.metadata = new MetricMetadata("container_" + name, type, help, "");
    this.labels = labels;
  }

  /** Name, type and help. */
  MetricMetadata metadata() {
    return metadata;
  }

  /** Names of the labels beside those of the container. */
  String label(int index) {
    return labels[index];
  }
}
