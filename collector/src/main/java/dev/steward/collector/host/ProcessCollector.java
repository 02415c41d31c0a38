package dev.steward.collector.host;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Processes and threads by state, from each process's {@code stat} in {@code /proc}. */
final class ProcessCollector implements HostCollector {
  private static final int FIELDS_BEFORE_THREADS = 16;

  private final MetricFamily processes = MetricFamily.gauge("node_processes_pids", "Processes.");
  private final MetricFamily threads = MetricFamily.gauge("node_processes_threads", "Threads.");
  private final MetricFamily maxProcesses =
      MetricFamily.gauge("node_processes_max_processes", "Highest process id.");
  private final MetricFamily maxThreads =
      MetricFamily.gauge("node_processes_max_threads", "Threads that there may be.");
  private final MetricFamily states =
      MetricFamily.gauge("node_processes_state", "Processes by state.", "state");

  @Override
  public String name() {
    return "processes";
  }

  @Override
  public void collect(HostFiles files, MetricSink sink) throws IOException {
    sink.sample(maxProcesses, maxProcesses.labels(), files.proc("sys/kernel/pid_max").number());
    sink.sample(maxThreads, maxThreads.labels(), files.proc("sys/kernel/threads-max").number());
    Map<String, Integer> byState = new TreeMap<>();
    long count = 0;
    long threadCount = 0;
    for (String name : HostFiles.names(files.procPath(""))) {
      if (name.charAt(0) >= '1' && name.charAt(0) <= '9') {
        try {
          Fields stat = files.proc(name + "/stat");
          stat.skipPastLast(')');
          byState.merge(stat.word(), 1, Integer::sum);
          stat.skipFields(FIELDS_BEFORE_THREADS);
          threadCount += stat.number();
          count++;
        } catch (IOException e) {
          // The process has ended since.
          continue;
        }
      }
    }
    sink.sample(processes, processes.labels(), count);
    sink.sample(threads, threads.labels(), threadCount);
    byState.forEach((state, number) -> sink.sample(states, states.labels(state), number));
  }
}
