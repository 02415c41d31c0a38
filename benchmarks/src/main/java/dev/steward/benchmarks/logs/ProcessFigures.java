package dev.steward.benchmarks.logs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the kernel says of this process.
 *
 * @param cpuSeconds user and system time, all threads
 * @param peakMegabytes most memory at once, mapped files included
 */
record ProcessFigures(double cpuSeconds, long peakMegabytes) {
  static ProcessFigures now() throws IOException {
    Duration cpu = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    long peak = 0;
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM:")) {
        peak = Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024;
      }
    }
    return new ProcessFigures(cpu.toMillis() / 1000.0, peak);
  }

  /** Processor time of each thread that took much, by its name: compilers and collectors too. */
  static Map<String, Double> byThread() throws IOException {
    Map<String, Double> seconds = new TreeMap<>();
    List<Path> tasks;
    try (Stream<Path> list = Files.list(Path.of("/proc/self/task"))) {
      tasks = list.toList();
    }
    for (Path task : tasks) {
      String stat = Files.readString(task.resolve("stat"));
      int close = stat.lastIndexOf(')');
      String[] fields = stat.substring(close + 2).split(" ");
      double ticks = Double.parseDouble(fields[11]) + Double.parseDouble(fields[12]);
      if (ticks >= 20) {
        seconds.merge(stat.substring(stat.indexOf('(') + 1, close), ticks / 100, Double::sum);
      }
    }
    return seconds;
  }
}
