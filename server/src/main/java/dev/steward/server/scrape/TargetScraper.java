package dev.steward.server.scrape;

import dev.steward.formats.remotewrite.KeyedHash;
import dev.steward.formats.scrape.ScrapeConfig;
import dev.steward.formats.scrape.ScrapeException;
import dev.steward.formats.scrape.ScrapeSession;
import dev.steward.formats.scrape.Target;
import dev.steward.formats.scrape.TargetClient;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.MetricMetadata;
import dev.steward.spi.model.SampleValues;
import dev.steward.spi.store.AppendReceipt;
import dev.steward.spi.store.MetricStore;
import dev.steward.spi.store.SeriesHandle;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scrapes one target at its interval, with a virtual thread of its own, at a moment within the
 * interval that its labels say: so the targets of a job are spread, and each keeps its moment
 * across restarts.
 */
final class TargetScraper {
  private static final Logger LOG = LoggerFactory.getLogger(TargetScraper.class);
  private static final String[] REPORTS = {
    "up",
    "scrape_duration_seconds",
    "scrape_samples_scraped",
    "scrape_samples_post_metric_relabeling",
    "scrape_series_added"
  };
  private static final long TICK_TOLERANCE_MILLIS = 2;

  private final Target target;
  private final MetricStore store;
  private final TargetClient client;
  private final Clock clock;
  private final ScrapeSession<SeriesHandle> session;
  private final SeriesHandle[] reports = new SeriesHandle[REPORTS.length];
  private final Thread thread;
  private volatile Status status = Status.UNKNOWN;
  private volatile boolean stopping;

  /** Why the target is not scraped; empty where it is. */
  private volatile String refusal = "";

  /** Guarded by itself. */
  private final Map<String, MetricMetadata> families = new LinkedHashMap<>();

  /**
   * How the last scrape went.
   *
   * @param health up, down or unknown
   * @param error what went wrong; empty where nothing did
   * @param timeMillis when it was; {@link Long#MIN_VALUE} for never
   * @param seconds how long it took
   */
  record Status(String health, String error, long timeMillis, double seconds) {
    static final Status UNKNOWN = new Status("unknown", "", Long.MIN_VALUE, 0);
  }

  TargetScraper(
      ScrapeConfig config,
      Target target,
      MetricStore store,
      TargetClient client,
      KeyedHash hash,
      Clock clock) {
    this.target = target;
    this.store = store;
    this.client = client;
    this.clock = clock;
    this.session = new ScrapeSession<>(config, target.labels(), hash);
    for (int i = 0; i < REPORTS.length; i++) {
      reports[i] = store.series(target.labels().with(Labels.METRIC_NAME, REPORTS[i]));
    }
    this.thread = Thread.ofVirtual().name("scrape " + target.url()).unstarted(this::run);
  }

  Target target() {
    return target;
  }

  Status status() {
    return status;
  }

  List<MetricMetadata> families() {
    synchronized (families) {
      return new ArrayList<>(families.values());
    }
  }

  /** Says why the target is not to be scraped from now on; empty lets it be scraped. */
  void refuse(String reason) {
    refusal = reason;
  }

  void start() {
    thread.start();
  }

  /** Asks the scraper to stop; {@link #join} waits for it. */
  void stop() {
    stopping = true;
    thread.interrupt();
  }

  void join() throws InterruptedException {
    thread.join();
  }

  /** Says in the store that the target's series ended. After the scraper has stopped. */
  void markGone() {
    long now = clock.millis();
    BatchSink sink = new BatchSink(store);
    session.end(now, sink);
    for (SeriesHandle report : reports) {
      sink.sample(report, now, SampleValues.STALE, 0);
    }
    append(sink);
  }

  private void run() {
    try {
      long tick = firstTick();
      while (!stopping) {
        long wait = tick - clock.millis();
        if (wait > 0) {
          Thread.sleep(wait);
        }
        long now = clock.millis();
        scrape(now - tick <= TICK_TOLERANCE_MILLIS && now >= tick ? tick : now);
        long missed = Math.max(0, (clock.millis() - tick) / target.intervalMillis());
        tick += (missed + 1) * target.intervalMillis();
      }
    } catch (InterruptedException e) {
      LOG.debug("Scraping {} stops", target.url());
    } catch (RuntimeException e) {
      LOG.error("Scraping {} stopped through a defect", target.url(), e);
      status = new Status("down", "internal error: " + e, clock.millis(), 0);
    }
  }

  private long firstTick() {
    long interval = target.intervalMillis();
    long mixed = (31L * target.url().hashCode() + target.labels().hashCode()) * 0x9E3779B97F4A7C15L;
    long offset = Long.remainderUnsigned(mixed >>> 16, interval);
    long now = clock.millis();
    long tick = Math.floorDiv(now, interval) * interval + offset;
    return tick < now ? tick + interval : tick;
  }

  /** Scrapes once. */
  private void scrape(long timestamp) throws InterruptedException {
    long started = System.nanoTime();
    BatchSink sink = new BatchSink(store);
    ScrapeSession.Counts counts = ScrapeSession.Counts.NONE;
    Optional<ScrapeException> problem = Optional.empty();
    try {
      if (!refusal.isEmpty()) {
        throw new ScrapeException(refusal);
      }
      TargetClient.Exposition exposition = client.fetch(target);
      counts =
          session.read(
              exposition.contentType(),
              exposition.body(),
              exposition.body().length,
              timestamp,
              sink);
    } catch (ScrapeException e) {
      if (stopping) {
        return;
      }
      problem = Optional.of(e);
      sink = new BatchSink(store);
      session.end(timestamp, sink);
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    double[] values = {
      problem.isEmpty() ? 1 : 0, seconds, counts.scraped(), counts.kept(), counts.added()
    };
    for (int i = 0; i < values.length; i++) {
      sink.sample(reports[i], timestamp, values[i], 0);
    }
    keepNewFamilies(sink);
    tell(problem, timestamp, seconds);
    append(sink);
  }

  private void keepNewFamilies(BatchSink sink) {
    synchronized (families) {
      for (MetricMetadata family : sink.families()) {
        if (!family.equals(families.put(family.family(), family))) {
          sink.batch().add(family);
        }
      }
    }
  }

  private void tell(Optional<ScrapeException> problem, long timestamp, double seconds) {
    String error = problem.map(Throwable::getMessage).orElse("");
    if (!error.isEmpty() && !status.health().equals("down")) {
      LOG.warn("Scraping {} failed; said once: {}", target.url(), error);
    }
    status = new Status(problem.isEmpty() ? "up" : "down", error, timestamp, seconds);
  }

  private void append(BatchSink sink) {
    store
        .append(sink.batch())
        .whenComplete((AppendReceipt receipt, Throwable failure) -> {
          if (failure != null) {
            LOG.warn("A scrape of {} could not be stored", target.url(), failure);
          } else if (receipt.refused() > 0) {
            LOG.debug("Of a scrape of {} not kept: {}", target.url(), receipt.refusals());
          }
        });
  }
}
