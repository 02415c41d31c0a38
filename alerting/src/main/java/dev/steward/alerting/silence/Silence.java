package dev.steward.alerting.silence;

import dev.steward.alerting.matching.Matchers;
import java.time.Instant;
import java.util.Objects;

/**
 * Mutes all alerts that its matchers accept, from one moment to another. Immutable.
 *
 * @param id unique; empty for one that is not kept yet
 * @param matchers which alerts
 * @param startsAt from when
 * @param endsAt until when
 * @param updatedAt when somebody changed it last
 * @param createdBy who
 * @param comment why
 */
public record Silence(
    String id,
    Matchers matchers,
    Instant startsAt,
    Instant endsAt,
    Instant updatedAt,
    String createdBy,
    String comment) {
  /** Checks that nothing is missing. */
  public Silence {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(matchers, "matchers");
    Objects.requireNonNull(startsAt, "startsAt");
    Objects.requireNonNull(endsAt, "endsAt");
    Objects.requireNonNull(updatedAt, "updatedAt");
    Objects.requireNonNull(createdBy, "createdBy");
    Objects.requireNonNull(comment, "comment");
  }

  /** Where a silence is in its life. */
  public enum State {
    /** It mutes now. */
    ACTIVE,
    /** It will mute. */
    PENDING,
    /** It has ended. */
    EXPIRED;

    /** As Alertmanager writes it. */
    public String text() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Where it is at a moment. */
  public State stateAt(Instant now) {
    if (now.isBefore(startsAt)) {
      return State.PENDING;
    }
    return now.isAfter(endsAt) || now.equals(endsAt) ? State.EXPIRED : State.ACTIVE;
  }

  Silence with(String newId, Instant start, Instant end, Instant updated) {
    return new Silence(newId, matchers, start, end, updated, createdBy, comment);
  }
}
