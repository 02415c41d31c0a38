package dev.steward.benchmarks.alerting;

import com.sun.management.OperatingSystemMXBean;
import dev.steward.alerting.alert.PostedAlert;
import dev.steward.alerting.evaluation.GroupDefaults;
import dev.steward.alerting.evaluation.GroupStatus;
import dev.steward.alerting.evaluation.RuleEngine;
import dev.steward.alerting.evaluation.RuleQueries;
import dev.steward.alerting.evaluation.Surroundings;
import dev.steward.alerting.rule.RuleSources;
import dev.steward.metricstore.MetricStoreEngine;
import dev.steward.metricstore.MetricStoreOptions;
import dev.steward.query.promql.PromqlEngine;
import dev.steward.query.promql.PromqlOptions;
import dev.steward.spi.model.Labels;
import dev.steward.spi.store.QueryContext;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One process with a metric store, its load, and rules over it. */
public final class AlertingMeasurement {
  private static final int GROUPS = 100;
  private static final Duration HOLD = Duration.ofSeconds(20);
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final Path folder;
  private final MetricStoreEngine store;

  /** How long after the end of {@code for} each alert was posted, milliseconds. */
  private final Map<Labels, Long> delays = new ConcurrentHashMap<>();

  private AlertingMeasurement(Path folder) {
    this.folder = folder;
    this.store =
        MetricStoreEngine.open(
            folder.resolve("metrics"), MetricStoreOptions.DEFAULT, Clock.systemUTC());
  }

  /**
   * Measures and prints.
   *
   * @param seconds how long each part runs, after a minute for the compiler
   */
  public static void run(int seconds) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("steward-alerting");
    AlertingMeasurement measurement = new AlertingMeasurement(folder);
    try {
      measurement.measure(seconds);
    } finally {
      measurement.store.close();
    }
  }

  private void measure(int seconds) throws IOException, InterruptedException {
    SeriesLoad load = new SeriesLoad(store, Duration.ofSeconds(seconds + 90L));
    Thread sender = load.start();
    double idle = share("series alone", seconds);
    RuleEngine engine = engine();
    engine.reload();
    engine.start();
    double busy = share("series and rules", seconds);
    System.out.printf("rules: %.1f %% of one core%n", busy - idle);
    print(engine);
    engine.stop();
    load.stop();
    sender.join();
  }

  private static double share(String what, int seconds) throws InterruptedException {
    Thread.sleep(Duration.ofMinutes(1));
    long cpu = SYSTEM.getProcessCpuTime();
    long wall = System.nanoTime();
    Thread.sleep(Duration.ofSeconds(seconds));
    double share = 100.0 * (SYSTEM.getProcessCpuTime() - cpu) / (double) (System.nanoTime() - wall);
    System.out.printf("%s: %.1f %% of one core%n", what, share);
    return share;
  }

  private RuleEngine engine() throws IOException {
    Path file = Files.writeString(folder.resolve("rules.yaml"), rules());
    PromqlEngine promql = new PromqlEngine(store, PromqlOptions.DEFAULT);
    RuleQueries queries =
        new RuleQueries(
            promql,
            null,
            () ->
                new QueryContext(
                    System::nanoTime, Duration.ofMinutes(2), 50_000_000L, Long.MAX_VALUE));
    Surroundings surroundings =
        new Surroundings(queries, store, this::posted, Map.of(), "", Surroundings.RESEND_DELAY);
    return new RuleEngine(
        new RuleSources(List.of(file.toString())),
        new GroupDefaults(Duration.ofSeconds(15), Duration.ZERO, surroundings),
        Clock.systemUTC(),
        2);
  }

  private static String rules() {
    StringBuilder text = new StringBuilder("groups:\n");
    for (int group = 0; group < GROUPS; group++) {
      text.append("- name: g").append(group).append("\n  rules:\n");
      for (int i = group; i < SeriesLoad.APPS; i += GROUPS) {
        text.append(rule(i));
      }
    }
    text.append("- name: flips\n  rules:\n");
    for (int i = 0; i < SeriesLoad.FLIPS; i++) {
      text.append(
          "  - {alert: Flip, expr: 'flip{n=\"%d\"} == 1', for: %ds}%n"
              .formatted(i, HOLD.toSeconds()));
    }
    return text.toString();
  }

  private static String rule(int app) {
    String selector = "app_load{app=\"a" + app + "\"}";
    return switch (app % 5) {
      case 0 -> "  - {record: 'app:load:avg', expr: 'avg by (app) (" + selector + ")'}\n";
      case 1 -> "  - {alert: High, expr: 'max by (app) (" + selector + ") > 0.95', for: 1m}\n";
      case 2 -> "  - {alert: Low, expr: 'sum(" + selector + ") / 6 < 0.001', for: 1m}\n";
      default -> "  - {alert: Load, expr: '" + selector + " > 0.95', for: 5m}\n";
    };
  }

  private void posted(List<PostedAlert> alerts) {
    Instant now = Instant.now();
    for (PostedAlert alert : alerts) {
      Instant started = alert.startsAt();
      if (started != null) {
        delays.putIfAbsent(alert.labels(), Duration.between(started, now).toMillis());
      }
    }
  }

  private void print(RuleEngine engine) {
    long evaluations = 0;
    long failures = 0;
    long missed = 0;
    for (GroupStatus group : engine.groups()) {
      evaluations += group.figures().evaluations();
      failures += group.figures().failures();
      missed += group.figures().missed();
    }
    System.out.printf(
        "evaluations %d, failed %d, groups missed %d%n", evaluations, failures, missed);
    List<Long> sorted = delays.values().stream().sorted().toList();
    System.out.printf(
        "notifications %d, after the end of for: median %d ms, at most %d ms%n",
        sorted.size(),
        sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2),
        sorted.isEmpty() ? 0 : sorted.getLast());
  }
}
