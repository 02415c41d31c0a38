package dev.steward.collector.scrape;

import dev.steward.collector.batch.Intake;
import dev.steward.collector.input.Complaints;
import dev.steward.collector.input.Input;
import dev.steward.collector.input.InputCounters;
import dev.steward.formats.remotewrite.KeyedHash;
import dev.steward.formats.scrape.ScrapeConfig;
import dev.steward.formats.scrape.Target;
import dev.steward.formats.scrape.TargetClient;
import dev.steward.formats.scrape.TargetGroup;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Endpoints in Prometheus' form that this agent scrapes, each with a virtual thread of its own. */
public final class Endpoints implements Input {
  private static final Logger LOG = LoggerFactory.getLogger(Endpoints.class);

  /** A body is held whole while it is read: an agent has little memory. */
  private static final int MAX_BODY_BYTES = 6 << 20;

  private static final int MAX_UNDER_WAY = 2;

  private final InputCounters counters = InputCounters.of("scrape");
  private final List<TargetClient> clients = new ArrayList<>();
  private final List<EndpointLoop> loops = new ArrayList<>();

  private Endpoints() {}

  /**
   * Makes the loops of every job; nothing is scraped before {@link #start}.
   *
   * @param host a label that every sample gets which has none of its name
   * @throws IOException if the files of a job's TLS cannot be used
   */
  public static Endpoints open(
      List<ScrapeConfig> configs, String host, Intake intake, Clock clock, RandomGenerator random)
      throws IOException {
    Endpoints endpoints = new Endpoints();
    Semaphore underWay = new Semaphore(MAX_UNDER_WAY);
    Complaints complaints = new Complaints();
    KeyedHash hash = new KeyedHash(random);
    try {
      for (ScrapeConfig config : configs) {
        TargetClient client = new TargetClient(config, MAX_BODY_BYTES);
        endpoints.clients.add(client);
        for (Target target : targets(config, host)) {
          endpoints.loops.add(
              new EndpointLoop(
                  config,
                  target,
                  client,
                  hash,
                  new EndpointLoop.Surroundings(
                      intake, clock, underWay, endpoints.counters, complaints)));
        }
      }
      return endpoints;
    } catch (IOException | RuntimeException e) {
      endpoints.close();
      throw e;
    }
  }

  private static Set<Target> targets(ScrapeConfig config, String host) {
    Set<Target> targets = new LinkedHashSet<>();
    for (TargetGroup group : config.staticGroups()) {
      for (String address : group.targets()) {
        Map<String, String> labels = new HashMap<>(group.labels());
        labels.putIfAbsent("host", host);
        labels.put("__address__", address);
        switch (Target.of(config, labels)) {
          case Target.Outcome.Kept kept -> targets.add(kept.target());
          case Target.Outcome.Dropped dropped ->
              LOG.debug("Job {}: {} is dropped", config.jobName(), dropped.discovered());
          case Target.Outcome.Invalid invalid ->
              LOG.warn("Job {}: {}: {}", config.jobName(), address, invalid.problem());
        }
      }
    }
    return targets;
  }

  @Override
  public void start() {
    loops.forEach(EndpointLoop::start);
  }

  @Override
  public InputCounters counters() {
    return counters;
  }

  @Override
  public void close() {
    loops.forEach(EndpointLoop::stop);
    loops.forEach(EndpointLoop::join);
    clients.forEach(TargetClient::close);
  }
}
