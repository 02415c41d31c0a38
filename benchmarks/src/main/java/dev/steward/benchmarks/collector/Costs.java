package dev.steward.benchmarks.collector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel says that a process costs, by its id. */
final class Costs {
  private static final double TICKS_PER_SECOND = 100;

  private Costs() {}

  /** Processor time that it used, user and system, with that of children that ended. */
  static double cpuSeconds(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    double ticks = 0;
    for (int field = 11; field <= 14; field++) {
      ticks += Long.parseLong(fields[field]);
    }
    return ticks / TICKS_PER_SECOND;
  }

  /** Memory that it holds. */
  static double residentMegabytes(long pid) throws IOException {
    return megabytes(pid, "Rss:");
  }

  /** Memory that it shares with nobody. */
  static double privateMegabytes(long pid) throws IOException {
    return megabytes(pid, "Private_Clean:") + megabytes(pid, "Private_Dirty:");
  }

  private static double megabytes(long pid, String field) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
      if (line.startsWith(field)) {
        return Double.parseDouble(line.replaceAll("\\D", "")) / 1024;
      }
    }
    throw new IOException(field + " not in the memory of " + pid);
  }
}
