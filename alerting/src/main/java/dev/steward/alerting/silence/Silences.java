package dev.steward.alerting.silence;

import dev.steward.alerting.journal.Journal;
import dev.steward.spi.model.Labels;
import dev.steward.spi.select.LabelMatcher;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All silences, those that ended in the last five days too. A change is on disk before the call
 * that makes it returns. Safe for any thread; changes wait for each other, reading never waits.
 */
public final class Silences implements AutoCloseable {
  private static final Duration RETENTION = Duration.ofDays(5);
  private static final long REWRITE_BYTES = 1 << 20;

  private final Clock clock;
  private final Journal journal;

  /** By id; replaced as a whole. Written under this. */
  private volatile Map<String, Silence> silences;

  private Silences(Clock clock, Journal journal, Map<String, Silence> silences) {
    this.clock = clock;
    this.journal = journal;
    this.silences = silences;
  }

  /**
   * Opens the silences that a file keeps.
   *
   * @throws dev.steward.spi.error.StewardException if it cannot be read or written
   */
  public static Silences open(Path file, Clock clock) {
    Map<String, Silence> kept = new LinkedHashMap<>();
    Journal journal =
        Journal.open(
            file,
            record -> {
              Silence silence = SilenceRecord.read(record);
              kept.put(silence.id(), silence);
            });
    return new Silences(clock, journal, kept);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** All of them: the active ones (first to end first), the pending, the expired. */
  public List<Silence> all() {
    Instant now = now();
    List<Silence> sorted = new ArrayList<>(silences.values());
    sorted.sort(
        Comparator.comparing((Silence silence) -> silence.stateAt(now))
            .thenComparing((first, second) ->
                switch (first.stateAt(now)) {
                  case ACTIVE -> first.endsAt().compareTo(second.endsAt());
                  case PENDING -> first.startsAt().compareTo(second.startsAt());
                  case EXPIRED -> second.endsAt().compareTo(first.endsAt());
                }));
    return sorted;
  }

  /**
   * A silence.
   *
   * @throws SilenceException with {@code NOT_FOUND}
   */
  public Silence get(String id) {
    Silence silence = silences.get(id);
    if (silence == null) {
      throw SilenceException.missing(id);
    }
    return silence;
  }

  /** Ids of the silences that mute labels at a moment, sorted; none where nothing does. */
  public List<String> muting(Labels labels, Instant now) {
    List<String> ids = List.of();
    for (Silence silence : silences.values()) {
      if (silence.stateAt(now) == Silence.State.ACTIVE && silence.matchers().accept(labels)) {
        ids = ids.isEmpty() ? new ArrayList<>(1) : ids;
        ids.add(silence.id());
      }
    }
    if (ids.size() > 1) {
      ids.sort(Comparator.naturalOrder());
    }
    return ids;
  }

  /**
   * Keeps a silence: a new one where it has no id, else the changed form of the one of this id.
   * What already muted something is not changed but ended, and a new one takes its place.
   *
   * @return the id
   * @throws SilenceException if it cannot be kept, or there is none of its id
   */
  public synchronized String set(Silence wanted) {
    Instant now = now();
    check(wanted, now);
    Silence before = wanted.id().isEmpty() ? null : get(wanted.id());
    if (before != null && canChange(before, wanted, now)) {
      keep(wanted.with(wanted.id(), wanted.startsAt(), wanted.endsAt(), now));
      return wanted.id();
    }
    if (before != null && before.stateAt(now) != Silence.State.EXPIRED) {
      expire(before, now);
    }
    Instant start = wanted.startsAt().isBefore(now) ? now : wanted.startsAt();
    Silence fresh = wanted.with(UUID.randomUUID().toString(), start, wanted.endsAt(), now);
    keep(fresh);
    return fresh.id();
  }

  private static void check(Silence wanted, Instant now) {
    if (!wanted.startsAt().isBefore(wanted.endsAt())) {
      throw SilenceException.invalid(
          "Failed to create silence: start time must be before end time");
    }
    if (wanted.endsAt().isBefore(now)) {
      throw SilenceException.invalid("Failed to create silence: end time can't be in the past");
    }
    if (wanted.matchers().isEmpty()) {
      throw SilenceException.invalid("invalid silence: at least one matcher required");
    }
    for (LabelMatcher matcher : wanted.matchers().all()) {
      if (matcher.name().isEmpty()) {
        throw SilenceException.invalid(
            "invalid silence: invalid label matcher 0: invalid label name \"\"");
      }
    }
    if (wanted.matchers().all().stream().allMatch(LabelMatcher::acceptsEmpty)) {
      throw SilenceException.invalid(
          "invalid silence: at least one matcher must not match the empty string");
    }
  }

  private static boolean canChange(Silence before, Silence wanted, Instant now) {
    if (!before.matchers().equals(wanted.matchers())) {
      return false;
    }
    return switch (before.stateAt(now)) {
      case ACTIVE ->
          wanted.startsAt().getEpochSecond() == before.startsAt().getEpochSecond()
              && !wanted.endsAt().isBefore(now);
      case PENDING -> !wanted.startsAt().isBefore(now);
      case EXPIRED -> false;
    };
  }

  /**
   * Ends a silence.
   *
   * @throws SilenceException if there is none of this id, or it has ended
   */
  public synchronized void expire(String id) {
    Instant now = now();
    Silence silence = get(id);
    if (silence.stateAt(now) == Silence.State.EXPIRED) {
      throw SilenceException.invalid("silence " + id + " already expired");
    }
    expire(silence, now);
  }

  private void expire(Silence silence, Instant now) {
    Instant start = silence.startsAt().isAfter(now) ? now : silence.startsAt();
    keep(silence.with(silence.id(), start, now, now));
  }

  private void keep(Silence silence) {
    journal.append(SilenceRecord.write(silence));
    Map<String, Silence> changed = new LinkedHashMap<>(silences);
    changed.put(silence.id(), silence);
    silences = changed;
    if (journal.length() > REWRITE_BYTES) {
      forgetOld();
    }
  }

  /** Forgets what ended long ago. */
  public synchronized void forgetOld() {
    Instant oldest = now().minus(RETENTION);
    Map<String, Silence> kept = new LinkedHashMap<>(silences);
    if (kept.values().removeIf(silence -> silence.endsAt().isBefore(oldest))
        || journal.length() > REWRITE_BYTES) {
      journal.rewrite(kept.values().stream().map(SilenceRecord::write).toList());
      silences = kept;
    }
  }

  @Override
  public void close() {
    journal.close();
  }

  /** The silence of an id, or null. */
  public @Nullable Silence find(String id) {
    return silences.get(id);
  }
}
