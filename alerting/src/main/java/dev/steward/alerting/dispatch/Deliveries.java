package dev.steward.alerting.dispatch;

import dev.steward.alerting.configuration.AlertingConfiguration;
import dev.steward.alerting.configuration.Integration;
import dev.steward.alerting.configuration.Receiver;
import dev.steward.alerting.notify.NotificationTemplates;
import dev.steward.alerting.notify.Notifiers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The receivers of a configuration, ready to be told. Every way to tell somebody runs in a thread
 * of its own, so that one that hangs delays no other. Safe for any thread.
 */
final class Deliveries implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

  /** With somebody else to ask, a receiver that fails is tried no longer than this. */
  private static final Duration BEFORE_FALLBACK = Duration.ofSeconds(30);

  private final Map<String, Receiver> receivers;
  private final Map<String, List<Delivery>> deliveries = new LinkedHashMap<>();
  private final Notifiers notifiers;
  private final ExecutorService threads;

  /**
   * The receivers.
   *
   * @throws dev.steward.spi.error.StewardException if templates or certificates cannot be read
   */
  Deliveries(
      AlertingConfiguration configuration,
      NotificationLog log,
      DeliveryCounts counts,
      ExecutorService threads,
      Clock clock) {
    this.receivers = configuration.receivers();
    this.notifiers = new Notifiers(NotificationTemplates.load(configuration.templates(), clock));
    this.threads = threads;
    for (Receiver receiver : receivers.values()) {
      List<Delivery> ways = new ArrayList<>();
      for (Integration integration : receiver.integrations()) {
        ways.add(
            new Delivery(receiver.name(), integration, notifiers.of(integration), log, counts));
      }
      deliveries.put(receiver.name(), ways);
    }
  }

  /**
   * Tells a receiver, and where that fails its fallbacks in their order.
   *
   * @param patience how long to try
   * @return whether somebody knows all that the receiver has to know
   */
  boolean tell(String receiver, Delivery.News news, Duration patience) throws InterruptedException {
    Receiver wanted = receivers.get(receiver);
    if (wanted == null) {
      return true;
    }
    boolean alone = wanted.fallbacks().isEmpty();
    if (tellAll(receiver, news, alone ? patience : shorter(patience))) {
      return true;
    }
    for (String fallback : wanted.fallbacks()) {
      LOG.warn("{}: could not be told of {}; telling {}", receiver, news.group(), fallback);
      if (tellAll(fallback, news, shorter(patience))) {
        return false; // The group stays: the receiver itself is tried again with the next news.
      }
    }
    return false;
  }

  private static Duration shorter(Duration patience) {
    return patience.compareTo(BEFORE_FALLBACK) < 0 ? patience : BEFORE_FALLBACK;
  }

  private boolean tellAll(String receiver, Delivery.News news, Duration patience)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    List<Delivery> ways = deliveries.getOrDefault(receiver, List.of());
    if (ways.size() == 1) {
      return ways.getFirst().deliver(news, deadline);
    }
    List<Future<Boolean>> running = new ArrayList<>();
    for (Delivery way : ways) {
      running.add(threads.submit(() -> way.deliver(news, deadline)));
    }
    boolean all = true;
    for (Future<Boolean> each : running) {
      try {
        all &= each.get();
      } catch (ExecutionException e) {
        LOG.error("{}: could not be told", receiver, e);
        all = false;
      }
    }
    return all;
  }

  @Override
  public void close() {
    notifiers.close();
  }
}
