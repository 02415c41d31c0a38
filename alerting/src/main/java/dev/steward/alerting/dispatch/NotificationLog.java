package dev.steward.alerting.dispatch;

import dev.steward.alerting.journal.Journal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What each receiver was told last of each group, kept over crashes. Safe for any thread.
 *
 * <p>A notification is recorded once its receiver took it, and the record is on disk before
 * anything else happens to the group. Its id is not drawn but follows from what it tells: from the
 * group, its alerts and the record of the notification before. So:
 *
 * <ul>
 *   <li>Killed before the sending: nobody was told. The alert is posted anew after the start, and
 *       told then. Nothing is lost.
 *   <li>Killed after the record: it is not told again for this time of firing.
 *   <li>Killed between the receiver's taking it and the record, which are milliseconds: nobody can
 *       know whether it arrived. It is sent once more, <em>with the same id</em>, so that receivers
 *       which look at ids (Matrix; webhooks that read {@code Idempotency-Key}; mail by {@code
 *       Message-ID}) or at the group's key (PagerDuty, Opsgenie) take both as one.
 * </ul>
 *
 * <p>Where the file cannot be written, notifications are sent all the same: a repeated page is
 * better than none.
 */
final class NotificationLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NotificationLog.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration RETENTION = Duration.ofDays(5);
  private static final long REWRITE_BYTES = 8 << 20;

  private final Clock clock;
  private final Journal journal;
  private final Map<String, Entry> entries;

  /** Reading: appending to the journal. Writing: rewriting it, while nothing is appended. */
  private final ReentrantReadWriteLock rewriting = new ReentrantReadWriteLock();

  private final AtomicLong failures = new AtomicLong();

  /** Length of the file after it was rewritten last. */
  private volatile long rewrittenLength;

  private NotificationLog(Clock clock, Journal journal, Map<String, Entry> entries) {
    this.clock = clock;
    this.journal = journal;
    this.entries = entries;
    this.rewrittenLength = journal.length();
  }

  /**
   * What was told last.
   *
   * @param at when
   * @param firing fingerprints of the alerts that fired then
   * @param resolved fingerprints of those that had ended
   * @param memory what the notifier wants to know the next time
   */
  record Entry(Instant at, Set<String> firing, Set<String> resolved, String memory) {
    Entry {
      firing = Set.copyOf(firing);
      resolved = Set.copyOf(resolved);
    }
  }

  /**
   * Opens the log that a file keeps.
   *
   * @throws dev.steward.spi.error.StewardException if it cannot be read or written
   */
  static NotificationLog open(Path file, Clock clock) {
    Map<String, Entry> entries = new ConcurrentHashMap<>();
    Journal journal =
        Journal.open(
            file,
            bytes -> {
              JsonNode record = JSON.readTree(bytes);
              entries.put(record.get("key").asString(), entry(record));
            });
    return new NotificationLog(clock, journal, entries);
  }

  private static Entry entry(JsonNode record) {
    return new Entry(
        Instant.ofEpochMilli(record.get("at").asLong()),
        texts(record.get("firing")),
        texts(record.get("resolved")),
        record.get("memory").asString());
  }

  private static Set<String> texts(JsonNode list) {
    Set<String> texts = new TreeSet<>();
    list.forEach(each -> texts.add(each.asString()));
    return texts;
  }

  private static byte[] record(String key, Entry entry) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("key", key);
    record.put("at", entry.at().toEpochMilli());
    record.put("firing", entry.firing());
    record.put("resolved", entry.resolved());
    record.put("memory", entry.memory());
    return JSON.writeValueAsBytes(record);
  }

  /** What was told last under a key. */
  Optional<Entry> last(String key) {
    return Optional.ofNullable(entries.get(key));
  }

  /** The id of a notification, which is the same for as long as nothing else is recorded. */
  String id(String key, Set<String> firing, Set<String> resolved) {
    String last = last(key).map(entry -> entry.at().toString()).orElse("");
    String told = key + '\n' + last + '\n' + new TreeSet<>(firing) + '\n' + new TreeSet<>(resolved);
    return UUID.nameUUIDFromBytes(told.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** Records that a notification was taken. */
  void finish(String key, Entry entry) {
    entries.put(key, entry);
    append(record(key, entry));
    if (journal.length() > Math.max(REWRITE_BYTES, 4 * rewrittenLength)) {
      forgetOld();
    }
  }

  private void append(byte[] record) {
    rewriting.readLock().lock();
    try {
      journal.append(record);
    } catch (RuntimeException e) {
      if (failures.getAndIncrement() == 0) {
        LOG.error("Notifications cannot be recorded; after a crash they may be repeated", e);
      }
    } finally {
      rewriting.readLock().unlock();
    }
  }

  /** Forgets what was told long ago. */
  void forgetOld() {
    rewriting.writeLock().lock();
    try {
      Instant oldest = clock.instant().minus(RETENTION);
      entries.values().removeIf(entry -> entry.at().isBefore(oldest));
      List<byte[]> records = new ArrayList<>();
      entries.forEach((key, entry) -> records.add(record(key, entry)));
      journal.rewrite(records);
      rewrittenLength = journal.length();
    } catch (RuntimeException e) {
      LOG.error("The record of notifications cannot be rewritten", e);
    } finally {
      rewriting.writeLock().unlock();
    }
  }

  /** How many records could not be written. */
  long failures() {
    return failures.get();
  }

  @Override
  public void close() {
    journal.close();
  }
}
