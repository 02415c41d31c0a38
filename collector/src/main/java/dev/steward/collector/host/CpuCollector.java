package dev.steward.collector.host;

import dev.steward.spi.model.Labels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Time of each processor by mode, from {@code /proc/stat}.
 *
 * <p>Kernels let some of these counters fall back a little; a value is never given lower than
 * before, unless idle time falls by three seconds or more, which means that the processor was taken
 * out and put back.
 */
final class CpuCollector implements HostCollector {
  private static final double TICKS_PER_SECOND = 100;
  private static final long JUMP_TICKS = 300;
  private static final int IDLE = 3;

  /** In the order of the file; the last two are a guest's share of the first two. */
  private static final String[] MODES = {
    "user", "nice", "system", "idle", "iowait", "irq", "softirq", "steal"
  };

  private static final int GUEST_MODES = 2;

  private final MetricFamily seconds =
      MetricFamily.counter(
          "node_cpu_seconds_total", "Seconds that a processor spent in a mode.", "cpu", "mode");
  private final MetricFamily guestSeconds =
      MetricFamily.counter(
          "node_cpu_guest_seconds_total",
          "Seconds that a processor spent running virtual machines.",
          "cpu",
          "mode");
  private final long[] now = new long[MODES.length + GUEST_MODES];
  private final List<Processor> processors = new ArrayList<>();

  /** A processor's series and the highest values seen. */
  private static final class Processor {
    final String name;
    final Labels[] labels;
    final long[] ticks;

    Processor(String name, Labels[] labels) {
      this.name = name;
      this.labels = labels;
      this.ticks = new long[labels.length];
    }
  }

  @Override
  public String name() {
    return "cpu";
  }

  @Override
  public void collect(HostFiles files, MetricSink sink) throws IOException {
    Fields stat = files.proc("stat");
    int count = 0;
    do {
      if (stat.startsWith("cpu") && !stat.startsWith("cpu ")) {
        stat.skip("cpu");
        read(stat, processor(count++, stat.word()));
      }
    } while (stat.nextLine());
    processors.subList(count, processors.size()).clear();
    for (Processor processor : processors) {
      for (int mode = 0; mode < MODES.length; mode++) {
        sink.sample(seconds, processor.labels[mode], processor.ticks[mode] / TICKS_PER_SECOND);
      }
    }
    for (Processor processor : processors) {
      for (int mode = MODES.length; mode < processor.labels.length; mode++) {
        sink.sample(guestSeconds, processor.labels[mode], processor.ticks[mode] / TICKS_PER_SECOND);
      }
    }
  }

  private Processor processor(int index, String name) {
    if (index < processors.size() && processors.get(index).name.equals(name)) {
      return processors.get(index);
    }
    processors.subList(Math.min(index, processors.size()), processors.size()).clear();
    Labels[] labels = new Labels[MODES.length + GUEST_MODES];
    for (int mode = 0; mode < MODES.length; mode++) {
      labels[mode] = seconds.labels(name, MODES[mode]);
    }
    for (int mode = 0; mode < GUEST_MODES; mode++) {
      labels[MODES.length + mode] = guestSeconds.labels(name, MODES[mode]);
    }
    Processor made = new Processor(name, labels);
    processors.add(made);
    return made;
  }

  private void read(Fields stat, Processor processor) throws IOException {
    Arrays.fill(now, 0);
    for (int mode = 0; mode < now.length && stat.hasNext(); mode++) {
      now[mode] = stat.number();
    }
    long[] ticks = processor.ticks;
    boolean startedAnew = ticks[IDLE] - now[IDLE] >= JUMP_TICKS;
    for (int mode = 0; mode < now.length; mode++) {
      ticks[mode] = startedAnew ? now[mode] : Math.max(ticks[mode], now[mode]);
    }
  }
}
