package dev.steward.server.scrape;

import dev.steward.formats.remotewrite.KeyedHash;
import dev.steward.formats.scrape.ScrapeConfig;
import dev.steward.server.reload.ConfigurationSource;
import dev.steward.server.reload.ExternalLabels;
import dev.steward.server.reload.Reloadable;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.store.MetricStore;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** All that the server scrapes, by job, from the start of the server to its stop. Any thread. */
@Component
final class Scraping implements Reloadable, SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Scraping.class);

  /** How often files that name targets are looked at: they are small, and this is their watch. */
  private static final long DISCOVERY_MILLIS = 5_000;

  private final ConfigurationSource source;
  private final ExternalLabels externalLabels;
  private final MetricStore store;
  private final Clock clock;
  private final KeyedHash hash = new KeyedHash(new SecureRandom());

  /** By job. Guarded by this. */
  private Map<String, ScrapePool> pools = new LinkedHashMap<>();

  private volatile ScrapeSections sections;
  private @Nullable Thread discovery;

  /** A configuration that is wrong stops the start. */
  Scraping(
      ConfigurationSource source, MetricStore store, Clock clock, ExternalLabels externalLabels) {
    this.externalLabels = externalLabels;
    this.source = source;
    this.store = store;
    this.clock = clock;
    this.sections = ScrapeSections.read(source);
    externalLabels.set(sections.externalLabels());
  }

  synchronized List<ScrapePool> pools() {
    return new ArrayList<>(pools.values());
  }

  @Override
  public void reload() {
    ScrapeSections read = ScrapeSections.read(source);
    apply(read);
    sections = read;
    externalLabels.set(read.externalLabels());
  }

  @Override
  public Map<String, Object> configuration() {
    return sections.shown();
  }

  /** Keeps the pools of jobs that did not change. */
  private synchronized void apply(ScrapeSections read) {
    Map<String, ScrapePool> next = new LinkedHashMap<>();
    for (ScrapeConfig config : read.configs()) {
      ScrapePool running = pools.get(config.jobName());
      next.put(
          config.jobName(),
          running != null && running.config().equals(config) ? running : pool(config));
    }
    pools.forEach((job, pool) -> {
      if (next.get(job) != pool) {
        pool.retire();
      }
    });
    pools = next;
    next.values().forEach(ScrapePool::discover);
  }

  private ScrapePool pool(ScrapeConfig config) {
    try {
      return new ScrapePool(config, store, hash, clock);
    } catch (IOException e) {
      throw new StewardException(
          ErrorCode.INVALID_ARGUMENT,
          "scrape_configs: " + config.jobName() + ": " + e.getMessage(),
          e);
    }
  }

  @Override
  public synchronized void start() {
    apply(sections);
    discovery = Thread.ofVirtual().name("target-discovery").start(this::discover);
  }

  private void discover() {
    try {
      while (true) {
        Thread.sleep(DISCOVERY_MILLIS);
        for (ScrapePool pool : pools()) {
          if (!pool.config().files().isEmpty()) {
            pool.discover();
          }
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("Discovery stops");
    }
  }

  @Override
  public synchronized void stop() {
    Objects.requireNonNull(discovery, "discovery").interrupt();
    discovery = null;
    try {
      for (ScrapePool pool : pools.values()) {
        pool.stop();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    pools = new LinkedHashMap<>();
  }

  @Override
  public synchronized boolean isRunning() {
    return discovery != null;
  }
}
