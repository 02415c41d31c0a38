package dev.steward.collector.scrape;

import dev.steward.collector.batch.Intake;
import dev.steward.collector.batch.IntakeClosedException;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.MetricMetadata;
import dev.steward.spi.model.MetricType;
import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks sources for samples at a fixed interval, the first time at once, with a thread of its own.
 * Each scrape also says {@code up} for each source. When the machine slept or a scrape took too
 * long, the missed ones are left out.
 */
public final class Scraper implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Scraper.class);
  private static final MetricMetadata UP =
      new MetricMetadata("up", MetricType.GAUGE, "Whether the last scrape succeeded.", "");

  private final List<ScrapeSource> sources;
  private final String host;
  private final Duration interval;
  private final Intake intake;
  private final Clock clock;
  private final Set<String> failing = new HashSet<>();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;

  /** Makes a scraper; {@link #start} lets it run. */
  public Scraper(
      List<ScrapeSource> sources, String host, Duration interval, Intake intake, Clock clock) {
    this.sources = List.copyOf(sources);
    this.host = host;
    this.interval = interval;
    this.intake = intake;
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("scraper").unstarted(this::run);
  }

  /** Starts the thread that scrapes. */
  public void start() {
    thread.start();
  }

  private void run() {
    try {
      long next = System.nanoTime();
      do {
        scrape();
        long now = System.nanoTime();
        long late = (now - next) / interval.toNanos();
        next += (late + 1) * interval.toNanos();
      } while (!stopping.await(next - System.nanoTime(), TimeUnit.NANOSECONDS));
    } catch (IntakeClosedException e) {
      // The agent is stopping.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks each source once. */
  void scrape() throws IntakeClosedException {
    for (ScrapeSource source : sources) {
      long timestampMillis = clock.millis();
      boolean up = read(source);
      Labels series =
          Labels.of("__name__", "up", "host", host, "instance", host, "job", source.job());
      intake.add(sink -> {
        if (up) {
          source.write(sink, timestampMillis);
        }
        sink.family(UP);
        sink.sample(timestampMillis, series, up ? 1 : 0);
      });
    }
  }

  private boolean read(ScrapeSource source) {
    try {
      source.read();
      if (failing.remove(source.job())) {
        LOG.info("Samples of {} can be read again", source.job());
      }
      return true;
    } catch (IOException | RuntimeException e) {
      if (failing.add(source.job())) {
        LOG.warn("Samples of {} cannot be read; tried again, and said only once", source.job(), e);
      }
      return false;
    }
  }

  /** Stops scraping. */
  @Override
  public void close() {
    stopping.countDown();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
