package dev.steward.benchmarks;

import dev.steward.benchmarks.metrics.MetricsRun;
import java.io.IOException;
import java.util.Locale;
import java.util.TreeMap;

/**
 * A fleet's hours through the real doors of this project's server and of its peers, and what they
 * cost: processor time and bytes a sample, memory, the time of seven queries, and a restart after
 * {@code kill -9}.
 */
public final class MetricsBenchmark {
  private MetricsBenchmark() {}

  /**
   * Arguments, each {@code name=value}: {@code hosts} (100), {@code hours} (6), {@code jitter} in
   * milliseconds by which scrapes may be late (0), and {@code only}, a list of {@code stream},
   * {@code write}, {@code prometheus}, {@code victoria} (all).
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    TreeMap<String, String> given = new TreeMap<>();
    given.put("hosts", "100");
    given.put("hours", "6");
    given.put("jitter", "0");
    given.put("only", "stream,write,prometheus,victoria");
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      if (equals < 0 || !given.containsKey(name)) {
        System.err.println(argument + ": unknown (expected: NAME=VALUE of " + given + ")");
        System.exit(2);
      }
      given.put(name, argument.substring(equals + 1).toLowerCase(Locale.ROOT));
    }
    MetricsRun.run(
        Integer.parseInt(given.get("hosts")),
        Double.parseDouble(given.get("hours")),
        Integer.parseInt(given.get("jitter")),
        given.get("only"));
  }
}
