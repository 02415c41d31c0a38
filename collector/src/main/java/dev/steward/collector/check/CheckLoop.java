package dev.steward.collector.check;

import dev.steward.collector.batch.BatchSink;
import dev.steward.collector.batch.Intake;
import dev.steward.collector.batch.IntakeClosedException;
import dev.steward.collector.input.InputCounters;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.MetricMetadata;
import dev.steward.spi.model.MetricType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes one check again and again, in a virtual thread; each look has a platform thread of its own,
 * since the system's resolver may hang and must not hold a carrier. A look that does not end when
 * its time is up has failed, and the next one waits until it has ended.
 *
 * <p>Each look gives {@code probe_success}, {@code probe_duration_seconds} and what the check found
 * out, under blackbox_exporter's names; the first one, each that failed and each that succeeded
 * after a failure also give a log line.
 */
final class CheckLoop {
  private static final MetricMetadata SUCCESS =
      new MetricMetadata("probe_success", MetricType.GAUGE, "Whether the check succeeded.", "");
  private static final MetricMetadata DURATION =
      new MetricMetadata(
          "probe_duration_seconds", MetricType.GAUGE, "How long the check took.", "");

  private final CheckSpec spec;
  private final Intake intake;
  private final Clock clock;
  private final Semaphore underWay;
  private final InputCounters counters;
  private final Labels series;
  private final Labels stream;
  private final Thread thread;
  private final Map<Object, Labels> known = new HashMap<>();
  private @Nullable Thread last;
  private boolean wasUp;

  CheckLoop(
      CheckSpec spec,
      String host,
      Intake intake,
      Clock clock,
      Semaphore underWay,
      InputCounters counters) {
    this.spec = spec;
    this.intake = intake;
    this.clock = clock;
    this.underWay = underWay;
    this.counters = counters;
    String job = spec.job();
    this.series =
        Labels.of(
            "check",
            spec.name(),
            "host",
            host,
            "instance",
            spec.target(),
            "job",
            job,
            "kind",
            spec.kind());
    this.stream =
        Labels.of("check", spec.name(), "host", host, "job", job, "service_name", spec.name());
    this.thread = Thread.ofVirtual().name("check " + spec.name()).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Asks the loop to end; {@link #join} waits for it. */
  void stop() {
    thread.interrupt();
  }

  void join() {
    try {
      thread.join(Duration.ofSeconds(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      long next = System.nanoTime();
      while (true) {
        look();
        long now = System.nanoTime();
        long every = spec.every().toNanos();
        next += ((now - next) / every + 1) * every;
        Thread.sleep(Duration.ofNanos(Math.max(0, next - now)));
      }
    } catch (InterruptedException | IntakeClosedException e) {
      Thread running = last;
      if (running != null) {
        running.interrupt();
      }
    }
  }

  /** Looks once. */
  void look() throws InterruptedException, IntakeClosedException {
    long startMillis = clock.millis();
    long start = System.nanoTime();
    Deadline deadline = Deadline.in(spec.timeout());
    CheckResult result = new CheckResult(deadline);
    String problem = problem(result, deadline);
    List<CheckResult.Sample> samples = result.close();
    double seconds = (System.nanoTime() - start) / 1e9;
    boolean tell = !problem.isEmpty() || !wasUp;
    wasUp = problem.isEmpty();
    if (!wasUp) {
      counters.failures().increment();
    }
    intake.add(sink -> {
      sample(sink, startMillis, SUCCESS, problem.isEmpty() ? 1 : 0, List.of());
      sample(sink, startMillis, DURATION, seconds, List.of());
      samples.forEach(
          each -> sample(sink, startMillis, each.family(), each.value(), each.labels()));
      if (tell) {
        tell(sink, startMillis, problem.isEmpty() ? "ok " + result.text() : problem);
      }
    });
    counters.lines().add(tell ? 1 : 0);
  }

  /** Makes the look; says what is wrong, nothing where nothing is. */
  private String problem(CheckResult result, Deadline deadline) throws InterruptedException {
    Thread before = last;
    if (before != null && before.isAlive()) {
      return "the look before still hangs";
    }
    long nanosLeft = deadline.nanos() - System.nanoTime();
    if (!underWay.tryAcquire(nanosLeft, TimeUnit.NANOSECONDS)) {
      return "not made: too many other checks are under way";
    }
    String[] problem = {"no result"};
    Thread looking =
        Thread.ofPlatform()
            .daemon()
            .name("look " + spec.name())
            .unstarted(() -> problem[0] = guarded(result));
    last = looking;
    looking.start();
    Duration left = Duration.ofNanos(Math.max(1, deadline.nanos() - System.nanoTime()));
    boolean ended = looking.join(left);
    if (!ended) {
      looking.interrupt();
    }
    return ended ? problem[0] : "not done within " + spec.timeout().toMillis() + " ms";
  }

  private String guarded(CheckResult result) {
    try {
      spec.check().run(result);
      return "";
    } catch (IOException | RuntimeException e) {
      String message = e.getMessage();
      return message == null || message.isEmpty() ? e.toString() : message;
    } catch (InterruptedException e) {
      return "interrupted";
    } finally {
      underWay.release();
    }
  }

  private void sample(
      BatchSink sink, long millis, MetricMetadata family, double value, List<String> labels) {
    sink.family(family);
    sink.sample(millis, labels(family.family(), labels), value);
  }

  private Labels labels(String name, List<String> own) {
    Object key = List.of(name, own);
    Labels made = known.get(key);
    if (made == null) {
      Labels.Builder builder = series.edit().set(Labels.METRIC_NAME, name);
      for (int i = 0; i + 1 < own.size(); i += 2) {
        if (!own.get(i + 1).isEmpty()) {
          builder.set(own.get(i), own.get(i + 1));
        }
      }
      made = builder.build();
      if (known.size() > 1_000) {
        known.clear();
      }
      known.put(key, made);
    }
    return made;
  }

  private void tell(BatchSink sink, long millis, String text) {
    byte[] line = text.strip().getBytes(StandardCharsets.UTF_8);
    Labels labels = stream.with("level", wasUp ? "info" : "error");
    sink.line(labels, millis * 1_000_000, line, 0, line.length, Labels.EMPTY);
  }
}
