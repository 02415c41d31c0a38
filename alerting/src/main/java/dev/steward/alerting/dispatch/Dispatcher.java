package dev.steward.alerting.dispatch;

import dev.steward.alerting.alert.Alert;
import dev.steward.alerting.configuration.Route;
import dev.steward.alerting.notify.Notification;
import dev.steward.spi.model.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Groups alerts by the routes of one configuration, and tells receivers when it is time. Safe for
 * any thread. Who owns it calls {@link #runDue} again and again; what is due runs in threads of its
 * own, so that calling takes no time.
 */
final class Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  /** However often a group is told, one telling has this long. */
  private static final Duration SHORTEST_PATIENCE = Duration.ofSeconds(10);

  private final Route root;
  private final Muting muting;
  private final Deliveries deliveries;
  private final ExecutorService threads;
  private final String externalUrl;
  private final Map<GroupKey, AlertGroup> groups = new ConcurrentHashMap<>();
  private final PriorityBlockingQueue<Due> queue =
      new PriorityBlockingQueue<>(64, Comparator.comparing(Due::at));
  private final AtomicInteger running = new AtomicInteger();
  private volatile boolean stopped;

  Dispatcher(
      Route root,
      Muting muting,
      Deliveries deliveries,
      ExecutorService threads,
      String externalUrl) {
    this.root = root;
    this.muting = muting;
    this.deliveries = deliveries;
    this.threads = threads;
    this.externalUrl = externalUrl;
  }

  private record GroupKey(String route, Labels labels) {}

  private record Due(Instant at, AlertGroup group) {}

  /** Takes an alert into the groups of its routes. */
  void put(Alert alert, Instant now) {
    for (Route route : root.match(alert.labels())) {
      Labels labels = route.groupLabels(alert.labels());
      GroupKey key = new GroupKey(route.id(), labels);
      AlertGroup group = group(key, route, labels, alert, now);
      while (!group.put(alert)) {
        groups.remove(key, group);
        group = group(key, route, labels, alert, now);
      }
    }
  }

  private AlertGroup group(GroupKey key, Route route, Labels labels, Alert alert, Instant now) {
    AlertGroup known = groups.get(key);
    if (known != null) {
      return known;
    }
    return groups.computeIfAbsent(
        key,
        same -> {
          Instant waited = alert.startsAt().plus(route.groupWait());
          Instant at = waited.isBefore(now) ? now : now.plus(route.groupWait());
          AlertGroup group = new AlertGroup(route, labels, at);
          queue.add(new Due(at, group));
          return group;
        });
  }

  /** Starts telling the groups that are due. */
  void runDue(Instant now) {
    while (!stopped) {
      Due first = queue.peek();
      if (first == null || first.at().isAfter(now)) {
        return;
      }
      if (!queue.remove(first)) {
        continue;
      }
      try {
        running.incrementAndGet();
        threads.execute(() -> {
          try {
            flush(first.group(), now);
          } finally {
            running.decrementAndGet();
          }
        });
      } catch (RejectedExecutionException e) {
        LOG.debug("Stopping", e);
        return;
      }
    }
  }

  /** Tells one group's receiver, and sets when that is done the next time. */
  private void flush(AlertGroup group, Instant now) {
    Route route = group.route();
    List<Alert> alerts = group.alerts();
    boolean told = false;
    try {
      told = tell(group, alerts, now);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    } catch (RuntimeException e) {
      LOG.error("{}: could not be told", group.key(), e);
    }
    List<Alert> ended =
        told ? alerts.stream().filter(alert -> alert.resolvedAt(now)).toList() : List.of();
    if (group.forget(ended)) {
      groups.remove(new GroupKey(route.id(), group.labels()), group);
      return;
    }
    if (!stopped) {
      Instant next = now.plus(route.groupInterval());
      group.setNext(next);
      queue.add(new Due(next, group));
    }
  }

  private boolean tell(AlertGroup group, List<Alert> alerts, Instant now)
      throws InterruptedException {
    Route route = group.route();
    if (!muting.mutedBy(route, now).isEmpty()) {
      return true;
    }
    List<Alert> heard =
        alerts.stream().filter(alert -> !muting.status(alert, now).isMuted()).toList();
    if (heard.isEmpty()) {
      return true;
    }
    Notification template =
        new Notification(
            "", route.receiver(), group.key(), group.labels(), heard, now, externalUrl);
    Duration patience =
        route.groupInterval().compareTo(SHORTEST_PATIENCE) < 0
            ? SHORTEST_PATIENCE
            : route.groupInterval();
    return deliveries.tell(
        route.receiver(),
        new Delivery.News(group.key(), template, heard, route.repeatInterval()),
        patience);
  }

  /** Whether nobody is being told at this moment. */
  boolean isIdle() {
    return running.get() == 0;
  }

  /** The groups as they are, in no order. */
  Collection<AlertGroup> groups() {
    return new ArrayList<>(groups.values());
  }

  /** The routes. */
  Route root() {
    return root;
  }

  /** Starts nothing any more; what runs comes to its end. */
  void stop() {
    stopped = true;
  }

  void close() {
    stop();
    deliveries.close();
  }
}
