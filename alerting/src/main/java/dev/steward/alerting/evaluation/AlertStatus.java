package dev.steward.alerting.evaluation;

import dev.steward.spi.model.Labels;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An alert that is pending or fires, as interfaces show it. Immutable.
 *
 * @param labels its identity, its rule's name as {@code alertname}
 * @param annotations what it says
 * @param state pending or firing
 * @param activeAt since when its condition holds
 * @param keepFiringSince since when it only fires on because its rule says so
 * @param value of the expression at the last evaluation that found it
 */
public record AlertStatus(
    Labels labels,
    Map<String, String> annotations,
    AlertState state,
    Instant activeAt,
    Optional<Instant> keepFiringSince,
    double value) {
  /** Checks that nothing is missing, and copies the annotations. */
  public AlertStatus {
    Objects.requireNonNull(labels, "labels");
    annotations = Map.copyOf(annotations);
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(activeAt, "activeAt");
    Objects.requireNonNull(keepFiringSince, "keepFiringSince");
  }
}
