package dev.steward.benchmarks.logs;

import java.util.List;
import java.util.Locale;

/**
 * A row of the table: what a way in cost, and how quick the answers are.
 *
 * @param name the engine and the way in
 * @param linesPerCpuSecond lines by processor time of the whole process
 * @param stored how many times smaller than the file the stored state is
 * @param peakMegabytes peak memory, mapped files included
 * @param queryMillis medians of the six questions; empty where they were not asked
 */
record Figures(
    String name,
    double linesPerCpuSecond,
    double stored,
    double peakMegabytes,
    List<Double> queryMillis) {
  private static final String QUESTIONS = "%10s%10s%10s%10s%10s%10s";

  /** Other engines on two cores, 4,000,000 lines of the same kind. */
  static final List<Figures> OF_PEERS =
      List.of(
          new Figures(
              "VictoriaLogs 1.26, Loki push",
              240_000,
              5.7,
              304,
              List.of(203.0, 61.0, 9.0, 96.0, 206.0, 4.0)),
          new Figures("VictoriaLogs 1.26, syslog TCP", 142_000, 5.6, 407, List.of()),
          new Figures(
              "OpenSearch 3.9, bulk",
              36_000,
              0.95,
              1570,
              List.of(8.0, 22.0, 22.0, 245.0, 150.0, 7.0)),
          new Figures(
              "Loki, Aug 2026, push",
              96_000,
              4.1,
              2040,
              List.of(2600.0, 2100.0, 9.0, 7200.0, 2400.0, 5.2)));

  /** What Steward promises itself. */
  static final Figures MUST =
      new Figures("must", 280_000, 6, 300, List.of(8.0, 20.0, 7.0, 50.0, 100.0, 3.5));

  static void printHead() {
    System.out.printf(
        "%-32s%12s%9s%8s" + QUESTIONS + "%n",
        "",
        "lines/CPU-s",
        "stored",
        "RSS MB",
        "a ms",
        "b ms",
        "c ms",
        "d ms",
        "e ms",
        "f ms");
  }

  void print() {
    StringBuilder row =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%-32s%,12.0f%9s%8.0f",
                name,
                linesPerCpuSecond,
                String.format(Locale.ROOT, "1/%.2f", stored),
                peakMegabytes));
    queryMillis.forEach(millis -> row.append(String.format(Locale.ROOT, "%10.1f", millis)));
    System.out.println(row);
  }
}
