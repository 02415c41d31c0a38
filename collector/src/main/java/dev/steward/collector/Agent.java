package dev.steward.collector;

import dev.steward.collector.batch.Batcher;
import dev.steward.collector.batch.Intake;
import dev.steward.collector.batch.SampleThinning;
import dev.steward.collector.check.Checks;
import dev.steward.collector.container.ContainerSource;
import dev.steward.collector.input.Input;
import dev.steward.collector.input.InputCounters;
import dev.steward.collector.queue.DurableQueue;
import dev.steward.collector.queue.QueueOptions;
import dev.steward.collector.rule.EdgeRule;
import dev.steward.collector.rule.RuledIntake;
import dev.steward.collector.scrape.AgentSource;
import dev.steward.collector.scrape.Endpoints;
import dev.steward.collector.scrape.HostSource;
import dev.steward.collector.scrape.ScrapeSource;
import dev.steward.collector.scrape.Scraper;
import dev.steward.collector.ship.Backoff;
import dev.steward.collector.ship.ServerLink;
import dev.steward.collector.ship.ShippingAgent;
import dev.steward.configuration.HostPort;
import java.io.Closeable;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running agent: inputs, batcher, queue and a link to each server. */
final class Agent implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Agent.class);

  /** With the servers' own work, a line is to be found within two seconds. */
  private static final Duration MAX_BATCH_AGE = Duration.ofMillis(300);

  private static final Duration SHIPPING_GRACE = Duration.ofSeconds(2);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration MAX_PAUSE = Duration.ofSeconds(30);

  private final AgentSettings settings;
  private final String version;
  private final Clock clock;

  /** What was started, the newest first; closed in this order. */
  private final Deque<Closeable> started = new ArrayDeque<>();

  private Agent(AgentSettings settings, String version, Clock clock) {
    this.settings = settings;
    this.version = version;
    this.clock = clock;
  }

  /** Starts an agent; it works until it is closed. */
  static Agent start(AgentSettings settings, String version, Clock clock)
      throws AgentStartException {
    Agent agent = new Agent(settings, version, clock);
    try {
      agent.start();
      return agent;
    } catch (AgentStartException | RuntimeException e) {
      agent.close();
      throw e;
    }
  }

  private void start() throws AgentStartException {
    DataDirectory data = DataDirectory.hold(settings.data());
    started.push(data);
    DurableQueue queue = openQueue(data);
    queue.thinWith(new SampleThinning());
    started.push(queue);
    List<ServerLink> links = startLinks(queue);
    Batcher batcher = new Batcher(queue, MAX_BATCH_AGE);
    batcher.start();
    started.push(batcher);
    List<EdgeRule> rules = settings.logs().rules();
    Intake intake = rules.isEmpty() ? batcher : new RuledIntake(batcher, rules, clock);
    LogInputs logs =
        LogInputs.open(settings.logs(), settings.host(), queue.positions(), intake, clock);
    started.push(logs);
    List<Input> services = openServices(batcher);
    List<InputCounters> inputs = new ArrayList<>(logs.inputs());
    services.forEach(service -> inputs.add(service.counters()));
    AgentSource self =
        new AgentSource(
            settings.host(), queue, batcher, logs.files(), logs.syslog(), inputs, links);
    HostSource host = new HostSource(settings.host(), settings.roots());
    List<ScrapeSource> sources = new ArrayList<>(List.of(host, self));
    settings
        .containers()
        .ifPresent(sockets ->
            sources.add(
                new ContainerSource(
                    settings.host(), settings.roots(), sockets, queue.positions(), clock)));
    Scraper scraper = new Scraper(sources, settings.host(), settings.interval(), batcher, clock);
    logs.start();
    services.forEach(Input::start);
    scraper.start();
    started.push(scraper);
    LOG.info(
        "Agent of host {}, version {}: queue {}, {} to {}",
        settings.host(),
        version,
        queue.identity(),
        settings.transport().describe(),
        settings.servers());
  }

  private List<Input> openServices(Batcher batcher) throws AgentStartException {
    List<Input> services = new ArrayList<>();
    ServiceSettings wanted = settings.services();
    if (!wanted.checks().isEmpty()) {
      services.add(new Checks(wanted.checks(), settings.host(), batcher, clock));
    }
    if (!wanted.scrapes().isEmpty()) {
      try {
        services.add(
            Endpoints.open(wanted.scrapes(), settings.host(), batcher, clock, new SecureRandom()));
      } catch (IOException e) {
        throw new AgentStartException("agent.scrape.configs: " + e.getMessage(), e);
      }
    }
    services.forEach(started::push);
    return services;
  }

  private DurableQueue openQueue(DataDirectory data) throws AgentStartException {
    Set<String> readers = new HashSet<>();
    settings.servers().forEach(server -> readers.add(server.toString()));
    try {
      return DurableQueue.open(
          data.queue(),
          new QueueOptions(settings.queueBytes(), QueueOptions.DEFAULT_SEGMENT_BYTES, readers));
    } catch (IOException e) {
      throw new AgentStartException("queue: " + data.queue() + " cannot be opened: " + e, e);
    } catch (IllegalArgumentException e) {
      throw new AgentStartException("agent.queue.size: " + e.getMessage(), e);
    }
  }

  private List<ServerLink> startLinks(DurableQueue queue) {
    List<ServerLink> links = new ArrayList<>();
    ShippingAgent agent = new ShippingAgent(settings.host(), version);
    for (HostPort server : Set.copyOf(settings.servers())) {
      Backoff backoff = new Backoff(FIRST_PAUSE, MAX_PAUSE, new SecureRandom());
      links.add(new ServerLink(server, settings.transport(), queue, agent, backoff, clock));
    }
    links.forEach(ServerLink::start);
    started.push(() -> {
      links.forEach(link -> link.stopWithin(SHIPPING_GRACE));
      links.forEach(ServerLink::join);
    });
    return links;
  }

  /**
   * Stops: inputs first, then what they gave is written to the queue, then what the queue holds is
   * shipped for as long as that takes, two seconds at most.
   */
  @Override
  public void close() {
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (IOException e) {
        LOG.warn("Stopping: something could not be closed", e);
      }
    }
  }
}
