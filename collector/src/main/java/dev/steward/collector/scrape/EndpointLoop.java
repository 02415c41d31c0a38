package dev.steward.collector.scrape;

import dev.steward.collector.batch.Intake;
import dev.steward.collector.batch.IntakeClosedException;
import dev.steward.collector.input.Complaints;
import dev.steward.collector.input.InputCounters;
import dev.steward.formats.remotewrite.KeyedHash;
import dev.steward.formats.scrape.ScrapeConfig;
import dev.steward.formats.scrape.ScrapeException;
import dev.steward.formats.scrape.ScrapeSession;
import dev.steward.formats.scrape.Target;
import dev.steward.formats.scrape.TargetClient;
import dev.steward.spi.model.Labels;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * Scrapes one endpoint at its interval, at a moment within the interval that its address says: so
 * endpoints are spread, and each keeps its moment across restarts.
 */
final class EndpointLoop {
  private static final String[] REPORTS = {
    "up",
    "scrape_duration_seconds",
    "scrape_samples_scraped",
    "scrape_samples_post_metric_relabeling",
    "scrape_series_added"
  };

  private final Target target;
  private final TargetClient client;
  private final Surroundings surroundings;
  private final ScrapeSession<Labels> session;
  private final Labels[] reports = new Labels[REPORTS.length];
  private final Thread thread;

  /**
   * What the loops of all endpoints share.
   *
   * @param intake takes the samples
   * @param clock stamps them
   * @param underWay how many bodies may be held at once
   * @param counters what happened
   * @param complaints says what is wrong
   */
  record Surroundings(
      Intake intake,
      Clock clock,
      Semaphore underWay,
      InputCounters counters,
      Complaints complaints) {}

  EndpointLoop(
      ScrapeConfig config,
      Target target,
      TargetClient client,
      KeyedHash hash,
      Surroundings surroundings) {
    this.target = target;
    this.client = client;
    this.surroundings = surroundings;
    this.session = new ScrapeSession<>(config, target.labels(), hash);
    for (int i = 0; i < REPORTS.length; i++) {
      reports[i] = target.labels().with(Labels.METRIC_NAME, REPORTS[i]);
    }
    this.thread = Thread.ofVirtual().name("scrape " + target.url()).unstarted(this::run);
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
      long interval = target.intervalMillis();
      long spread = Math.floorMod(target.url().hashCode() * 0x9E3779B97F4A7C15L >>> 16, interval);
      while (true) {
        long now = surroundings.clock().millis();
        long since = Math.floorMod(now - spread, interval);
        Thread.sleep(since == 0 ? 0 : interval - since);
        scrape();
        Thread.sleep(1);
      }
    } catch (InterruptedException | IntakeClosedException e) {
      // The agent is stopping.
    }
  }

  /** Scrapes once. */
  void scrape() throws InterruptedException, IntakeClosedException {
    long timestamp = surroundings.clock().millis();
    long started = System.nanoTime();
    ScrapedSamples samples = new ScrapedSamples();
    ScrapeSession.Counts counts = ScrapeSession.Counts.NONE;
    boolean up = false;
    surroundings.underWay().acquire();
    try {
      TargetClient.Exposition exposition = client.fetch(target);
      byte[] body = exposition.body();
      counts = session.read(exposition.contentType(), body, body.length, timestamp, samples);
      up = true;
      surroundings.complaints().clear(target.url());
    } catch (ScrapeException e) {
      surroundings.counters().failures().increment();
      surroundings.complaints().add(target.url(), "cannot be scraped (" + e.getMessage() + ")");
      samples = new ScrapedSamples();
      session.end(timestamp, samples);
    } finally {
      surroundings.underWay().release();
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    double[] values = {up ? 1 : 0, seconds, counts.scraped(), counts.kept(), counts.added()};
    for (int i = 0; i < values.length; i++) {
      samples.sample(reports[i], timestamp, values[i], 0);
    }
    surroundings.counters().lines().add(counts.kept());
    surroundings.counters().missed().add(samples.leftOut());
    samples.addTo(surroundings.intake());
  }
}
