package dev.steward.alerting.alert;

import dev.steward.spi.model.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * An alert as this server knows it, from all that was posted of it. Immutable.
 *
 * @param labels its identity
 * @param fingerprint the short name of its labels
 * @param annotations what it says to people
 * @param startsAt when it began to fire
 * @param endsAt when it ended, or will end unless it is posted again
 * @param updatedAt when it was posted last
 * @param generatorUrl page of the expression that made it
 * @param presumed whether the end is only what this server presumes, since the sender gave none
 */
public record Alert(
    Labels labels,
    String fingerprint,
    Map<String, String> annotations,
    Instant startsAt,
    Instant endsAt,
    Instant updatedAt,
    String generatorUrl,
    boolean presumed) {
  /** Copies the annotations. */
  public Alert {
    Objects.requireNonNull(labels, "labels");
    Objects.requireNonNull(fingerprint, "fingerprint");
    annotations = Map.copyOf(annotations);
    Objects.requireNonNull(startsAt, "startsAt");
    Objects.requireNonNull(endsAt, "endsAt");
    Objects.requireNonNull(updatedAt, "updatedAt");
    Objects.requireNonNull(generatorUrl, "generatorUrl");
  }

  /**
   * The alert of one post.
   *
   * @param resolveTimeout how long it fires where the sender gave no end
   */
  public static Alert of(PostedAlert posted, Instant now, Duration resolveTimeout) {
    Labels labels = withoutEmpty(posted.labels());
    Instant startsAt = posted.startsAt();
    Instant endsAt = posted.endsAt();
    if (startsAt == null) {
      startsAt = endsAt == null ? now : endsAt;
    }
    boolean presumed = endsAt == null;
    return new Alert(
        labels,
        Fingerprint.of(labels),
        posted.annotations(),
        startsAt,
        endsAt == null ? now.plus(resolveTimeout) : endsAt,
        now,
        posted.generatorUrl(),
        presumed);
  }

  private static Labels withoutEmpty(Labels labels) {
    Labels.Builder kept = Labels.builder();
    labels.forEach((name, value) -> {
      if (!value.isEmpty()) {
        kept.set(name, value);
      }
    });
    return kept.build();
  }

  /** Its name; empty where it has none. */
  public String name() {
    return labels.valueOrEmpty("alertname");
  }

  /** Whether it has ended at a moment. */
  public boolean resolvedAt(Instant now) {
    return !endsAt.isAfter(now);
  }

  /** This newer post together with what was known before, if both tell of one time of firing. */
  public Alert mergedWith(Alert older) {
    boolean endsWithin = endsAt.isAfter(older.startsAt) && endsAt.isBefore(older.endsAt);
    boolean startsWithin = startsAt.isAfter(older.startsAt) && startsAt.isBefore(older.endsAt);
    boolean same = startsAt.equals(older.startsAt);
    if (!endsWithin && !startsWithin && !same) {
      return this;
    }
    Instant first = startsAt.isBefore(older.startsAt) ? startsAt : older.startsAt;
    return new Alert(
        labels,
        fingerprint,
        annotations,
        first,
        mergedEnd(older),
        updatedAt,
        generatorUrl,
        presumed);
  }

  /** What the older post said counts only where it was said, not presumed, and is later. */
  private Instant mergedEnd(Alert older) {
    boolean resolved = resolvedAt(updatedAt);
    if (resolved) {
      boolean later = older.resolvedAt(updatedAt) && older.endsAt.isAfter(endsAt);
      return later ? older.endsAt : endsAt;
    }
    return older.endsAt.isAfter(endsAt) && !older.presumed ? older.endsAt : endsAt;
  }
}
