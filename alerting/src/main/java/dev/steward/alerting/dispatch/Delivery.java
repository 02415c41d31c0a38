package dev.steward.alerting.dispatch;

import dev.steward.alerting.alert.Alert;
import dev.steward.alerting.configuration.Integration;
import dev.steward.alerting.notify.Notification;
import dev.steward.alerting.notify.Notifier;
import dev.steward.alerting.notify.SendingFailedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One way to tell one receiver: decides whether there is news, sends, tries again, remembers. Safe
 * for any thread.
 */
final class Delivery {
  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** A receiver that is slow is called so many times at once, and no more. */
  private static final int MAX_AT_ONCE = 32;

  private final String receiver;
  private final Integration integration;
  private final Notifier notifier;
  private final NotificationLog log;
  private final DeliveryCounts counts;
  private final Semaphore slots = new Semaphore(MAX_AT_ONCE);

  Delivery(
      String receiver,
      Integration integration,
      Notifier notifier,
      NotificationLog log,
      DeliveryCounts counts) {
    this.receiver = receiver;
    this.integration = integration;
    this.notifier = notifier;
    this.log = log;
    this.counts = counts;
  }

  /** What it is called in logs: {@code on-call/email[0]}. */
  String name() {
    return receiver + "/" + integration.kind() + "[" + integration.index() + "]";
  }

  /**
   * News of a group.
   *
   * @param group its key
   * @param template what a notification has in common for all receivers
   * @param alerts the alerts that are not muted
   * @param repeat after how long what is not new is told again
   */
  record News(String group, Notification template, List<Alert> alerts, Duration repeat) {}

  /**
   * Tells the receiver if there is news.
   *
   * @param deadlineNanos when to give up trying again, as {@link System#nanoTime} counts
   * @return whether the receiver knows all that it has to know
   */
  boolean deliver(News news, long deadlineNanos) throws InterruptedException {
    Instant now = news.template().now();
    Set<String> firing = new TreeSet<>();
    Set<String> resolved = new TreeSet<>();
    for (Alert alert : news.alerts()) {
      (alert.resolvedAt(now) ? resolved : firing).add(alert.fingerprint());
    }
    String key = name() + " " + news.group();
    Optional<NotificationLog.Entry> last = log.last(key);
    if (!isNews(last, firing, resolved, news.repeat(), now)) {
      return true;
    }
    List<Alert> told =
        integration.sendResolved()
            ? news.alerts()
            : news.alerts().stream().filter(alert -> !alert.resolvedAt(now)).toList();
    String memory =
        last.filter(entry -> !entry.firing().isEmpty())
            .map(NotificationLog.Entry::memory)
            .orElse("");
    if (told.isEmpty()) {
      log.finish(key, new NotificationLog.Entry(now, firing, resolved, memory));
      return true;
    }
    Notification base = news.template();
    Notification notification =
        new Notification(
            log.id(key, firing, resolved),
            receiver,
            base.groupKey(),
            base.groupLabels(),
            told,
            now,
            base.externalUrl());
    Optional<String> answer = send(notification, memory, deadlineNanos);
    answer.ifPresent(remembered ->
        log.finish(key, new NotificationLog.Entry(now, firing, resolved, remembered)));
    return answer.isPresent();
  }

  private boolean isNews(
      Optional<NotificationLog.Entry> last,
      Set<String> firing,
      Set<String> resolved,
      Duration repeat,
      Instant now) {
    if (last.isEmpty()) {
      return !firing.isEmpty();
    }
    NotificationLog.Entry entry = last.get();
    if (!entry.firing().containsAll(firing)) {
      return true;
    }
    if (firing.isEmpty()) {
      return !entry.firing().isEmpty();
    }
    if (integration.sendResolved() && !entry.resolved().containsAll(resolved)) {
      return true;
    }
    return entry.at().isBefore(now.minus(repeat));
  }

  /** What the notifier returned; nothing if it could not send. */
  private Optional<String> send(Notification notification, String memory, long deadlineNanos)
      throws InterruptedException {
    Duration pause = FIRST_PAUSE;
    while (true) {
      slots.acquire();
      try {
        long start = System.nanoTime();
        String remembered = notifier.send(notification, memory);
        counts.sent(integration.kind(), System.nanoTime() - start);
        return Optional.of(remembered);
      } catch (SendingFailedException e) {
        counts.failed(integration.kind());
        LOG.warn("{}: {}: {}", name(), notification.groupKey(), e.getMessage());
        if (!e.isTemporary() || System.nanoTime() + pause.toNanos() > deadlineNanos) {
          return Optional.empty();
        }
      } catch (RuntimeException e) {
        counts.failed(integration.kind());
        LOG.error("{}: {}: cannot be told", name(), notification.groupKey(), e);
        return Optional.empty();
      } finally {
        slots.release();
      }
      Thread.sleep(pause);
      Duration doubled = pause.multipliedBy(2);
      pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }
  }
}
