package dev.steward.alerting.evaluation;

import dev.steward.spi.model.Labels;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** An alert of a rule, from its first sample until it is forgotten. Guarded by its rule. */
final class ActiveAlert {
  /** Before every evaluation. */
  static final long NEVER = Long.MIN_VALUE;

  /** How long an alert that ended is sent on, so that a receiver that was away hears of it. */
  private static final long RESOLVED_RETENTION_MILLIS = 15 * 60_000;

  private final Labels labels;
  private Map<String, String> annotations;
  private double value;
  private AlertState state = AlertState.PENDING;
  private final long activeAtMillis;
  private final boolean restored;
  private long firedAtMillis = NEVER;
  private long resolvedAtMillis = NEVER;
  private long keepFiringSinceMillis = NEVER;
  private long lastSentMillis = NEVER;
  private long validUntilMillis = NEVER;

  /**
   * An alert that was found.
   *
   * @param restored whether it was active before the program was started
   */
  ActiveAlert(
      Labels labels,
      Map<String, String> annotations,
      double value,
      long activeAtMillis,
      boolean restored) {
    this.labels = labels;
    this.annotations = annotations;
    this.value = value;
    this.activeAtMillis = activeAtMillis;
    this.restored = restored;
  }

  Labels labels() {
    return labels;
  }

  Map<String, String> annotations() {
    return annotations;
  }

  AlertState state() {
    return state;
  }

  long activeAtMillis() {
    return activeAtMillis;
  }

  long firedAtMillis() {
    return firedAtMillis;
  }

  /** Its series is there again. */
  void found(Map<String, String> newAnnotations, double newValue) {
    annotations = newAnnotations;
    value = newValue;
  }

  /** Its series is there: it fires once that has lasted for long enough. */
  void hold(long timeMillis, long holdMillis) {
    keepFiringSinceMillis = NEVER;
    if (state == AlertState.PENDING && timeMillis - activeAtMillis >= holdMillis) {
      state = AlertState.FIRING;
      firedAtMillis = restored ? activeAtMillis + holdMillis : timeMillis;
    }
  }

  /** Its series is gone; tells whether it fires on nevertheless. */
  boolean lose(long timeMillis, long keepFiringMillis) {
    if (state == AlertState.FIRING && keepFiringMillis > 0) {
      if (keepFiringSinceMillis == NEVER) {
        keepFiringSinceMillis = timeMillis;
      }
      if (timeMillis - keepFiringSinceMillis < keepFiringMillis) {
        return true;
      }
    }
    if (state != AlertState.INACTIVE) {
      boolean fired = state == AlertState.FIRING;
      state = AlertState.INACTIVE;
      resolvedAtMillis = fired ? timeMillis : NEVER;
    }
    return false;
  }

  /** Whether nobody needs to hear of it any more. */
  boolean isForgotten(long timeMillis) {
    return state == AlertState.INACTIVE
        && (resolvedAtMillis == NEVER || timeMillis - resolvedAtMillis > RESOLVED_RETENTION_MILLIS);
  }

  /** Whether it is to be sent now; then it counts as sent. */
  boolean isDue(long timeMillis, long resendMillis, long validMillis) {
    if (state == AlertState.PENDING) {
      return false;
    }
    boolean endedSince = resolvedAtMillis != NEVER && resolvedAtMillis > lastSentMillis;
    if (!endedSince && lastSentMillis != NEVER && lastSentMillis + resendMillis >= timeMillis) {
      return false;
    }
    lastSentMillis = timeMillis;
    validUntilMillis = timeMillis + validMillis;
    return true;
  }

  /** When it ended, or will end unless it is sent again. */
  long endsAtMillis() {
    return resolvedAtMillis == NEVER ? validUntilMillis : resolvedAtMillis;
  }

  AlertStatus status() {
    return new AlertStatus(
        labels,
        annotations,
        state,
        Instant.ofEpochMilli(activeAtMillis),
        keepFiringSinceMillis == NEVER
            ? Optional.empty()
            : Optional.of(Instant.ofEpochMilli(keepFiringSinceMillis)),
        value);
  }
}
