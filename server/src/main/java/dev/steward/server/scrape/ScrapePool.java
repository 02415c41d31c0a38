package dev.steward.server.scrape;

import dev.steward.formats.remotewrite.KeyedHash;
import dev.steward.formats.scrape.ScrapeConfig;
import dev.steward.formats.scrape.Target;
import dev.steward.formats.scrape.TargetClient;
import dev.steward.formats.scrape.TargetGroup;
import dev.steward.spi.model.Labels;
import dev.steward.spi.store.MetricStore;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The targets of one job. Safe for any thread. */
final class ScrapePool {
  private static final Logger LOG = LoggerFactory.getLogger(ScrapePool.class);
  private static final String ADDRESS = "__address__";

  private final ScrapeConfig config;
  private final MetricStore store;
  private final TargetClient client;
  private final KeyedHash hash;
  private final Clock clock;
  private final DiscoveredFiles files;

  /** Guarded by this. */
  private Map<Target, TargetScraper> active = new LinkedHashMap<>();

  /** Guarded by this. */
  private List<Labels> dropped = new ArrayList<>();

  ScrapePool(ScrapeConfig config, MetricStore store, KeyedHash hash, Clock clock)
      throws IOException {
    this.config = config;
    this.store = store;
    this.client = new TargetClient(config, TargetClient.LARGE_BODY_BYTES);
    this.hash = hash;
    this.clock = clock;
    this.files = new DiscoveredFiles(config.files());
  }

  ScrapeConfig config() {
    return config;
  }

  synchronized List<TargetScraper> active() {
    return new ArrayList<>(active.values());
  }

  synchronized List<Labels> dropped() {
    return List.copyOf(dropped);
  }

  /** Finds out what there is to scrape now: who stays keeps running, the others start or stop. */
  synchronized void discover() {
    List<TargetGroup> groups = new ArrayList<>(config.staticGroups());
    groups.addAll(files.read());
    Map<Target, TargetScraper> next = new LinkedHashMap<>();
    List<Labels> refused = new ArrayList<>();
    for (TargetGroup group : groups) {
      for (String address : group.targets()) {
        Map<String, String> labels = new HashMap<>(group.labels());
        labels.put(ADDRESS, address);
        switch (Target.of(config, labels)) {
          case Target.Outcome.Kept kept -> next.computeIfAbsent(kept.target(), this::scraper);
          case Target.Outcome.Dropped gone -> refused.add(gone.discovered());
          case Target.Outcome.Invalid invalid -> {
            LOG.warn("Job {}: {}: {}", config.jobName(), invalid.discovered(), invalid.problem());
            refused.add(invalid.discovered());
          }
        }
      }
    }
    Map<Target, TargetScraper> before = active;
    long most = config.limits().targets();
    String refusal =
        most > 0 && next.size() > most
            ? "target_limit exceeded: %d targets (expected: at most %d)"
                .formatted(next.size(), most)
            : "";
    next.values().forEach(scraper -> scraper.refuse(refusal));
    active = next;
    dropped = refused;
    next.forEach((target, scraper) -> {
      if (!before.containsKey(target)) {
        scraper.start();
      }
    });
    before.forEach((target, scraper) -> {
      if (!next.containsKey(target)) {
        retire(scraper);
      }
    });
  }

  private TargetScraper scraper(Target target) {
    TargetScraper running = active.get(target);
    return running == null
        ? new TargetScraper(config, target, store, client, hash, clock)
        : running;
  }

  private static void retire(TargetScraper scraper) {
    scraper.stop();
    Thread.startVirtualThread(() -> {
      try {
        scraper.join();
        scraper.markGone();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
  }

  /** Stops all, and says that their series ended. */
  synchronized void retire() {
    active.values().forEach(ScrapePool::retire);
    active = new LinkedHashMap<>();
    client.close();
  }

  /** Stops all without a word: the server goes, the targets do not. */
  synchronized void stop() throws InterruptedException {
    active.values().forEach(TargetScraper::stop);
    for (TargetScraper scraper : active.values()) {
      scraper.join();
    }
    active = new LinkedHashMap<>();
    client.close();
  }
}
