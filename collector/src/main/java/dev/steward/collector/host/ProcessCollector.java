package dev.steward.collector.host;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Processes and threads by state, from each process's {@code stat} in {@code /proc}.
 *
 * <p>The states of further threads of a process take a file each: they are read once a minute, and
 * told as they were then in between. A process's first thread, which most have alone, is always as
 * it is now.
 */
final class ProcessCollector implements HostCollector {
  private static final int FIELDS_BEFORE_THREADS = 16;
  private static final long MINUTE_NANOS = 60_000_000_000L;

  /** Threads whose states are read at most; beyond that only their number is told. */
  private static final int MAX_THREADS = 20_000;

  private final MetricFamily processes = MetricFamily.gauge("node_processes_pids", "Processes.");
  private final MetricFamily threads = MetricFamily.gauge("node_processes_threads", "Threads.");
  private final MetricFamily maxProcesses =
      MetricFamily.gauge("node_processes_max_processes", "Highest process id.");
  private final MetricFamily maxThreads =
      MetricFamily.gauge("node_processes_max_threads", "Threads that there may be.");
  private final MetricFamily states =
      MetricFamily.gauge("node_processes_state", "Processes by state.", "state");

  private final MetricFamily threadStates =
      MetricFamily.gauge("node_processes_threads_state", "Threads by state.", "thread_state");

  private final LongSupplier nanoClock;
  private final Map<String, Integer> furtherThreads = new TreeMap<>();
  private OptionalLong readNanos = OptionalLong.empty();

  /**
   * Makes the collector.
   *
   * @param nanoClock monotonic clock, nanoseconds, as {@link System#nanoTime()}
   */
  ProcessCollector(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

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
    List<String> withThreads = new ArrayList<>();
    for (String name : HostFiles.names(files.procPath(""))) {
      if (name.charAt(0) >= '1' && name.charAt(0) <= '9') {
        try {
          Fields stat = files.proc(name + "/stat");
          stat.skipPastLast(')');
          byState.merge(stat.word(), 1, Integer::sum);
          stat.skipFields(FIELDS_BEFORE_THREADS);
          long own = stat.number();
          threadCount += own;
          count++;
          if (own > 1) {
            withThreads.add(name);
          }
        } catch (IOException e) {
          // The process has ended since.
          continue;
        }
      }
    }
    sink.sample(processes, processes.labels(), count);
    sink.sample(threads, threads.labels(), threadCount);
    byState.forEach((state, number) -> sink.sample(states, states.labels(state), number));
    readFurtherThreads(files, withThreads);
    furtherThreads.forEach((state, number) -> byState.merge(state, number, Integer::sum));
    byState.forEach(
        (state, number) -> sink.sample(threadStates, threadStates.labels(state), number));
  }

  /** Reads the states of threads that are not their process's first. */
  private void readFurtherThreads(HostFiles files, List<String> processNames) {
    long now = nanoClock.getAsLong();
    if (readNanos.isPresent() && now - readNanos.getAsLong() < MINUTE_NANOS) {
      return;
    }
    readNanos = OptionalLong.of(now);
    furtherThreads.clear();
    int read = 0;
    for (String process : processNames) {
      for (String thread : HostFiles.names(files.procPath(process + "/task"))) {
        if (thread.equals(process) || read >= MAX_THREADS) {
          continue;
        }
        try {
          Fields stat = files.proc(process + "/task/" + thread + "/stat");
          stat.skipPastLast(')');
          furtherThreads.merge(stat.word(), 1, Integer::sum);
          read++;
        } catch (IOException e) {
          // The thread has ended since.
          continue;
        }
      }
    }
  }
}
