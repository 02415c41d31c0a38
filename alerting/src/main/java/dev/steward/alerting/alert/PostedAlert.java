package dev.steward.alerting.alert;

import dev.steward.spi.model.Labels;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One alert as its sender sees it at one moment. Immutable.
 *
 * <p>Two posts with equal labels are the same alert. Senders follow Prometheus: a firing alert is
 * posted when it begins to fire and again after each resend delay (one minute by default), with
 * {@code endsAt = now + 4 × max(evaluation interval, resend delay)}, so that an alert whose sender
 * died ends by itself. A resolved alert is posted with the time at which it ended, and again for
 * fifteen minutes after it.
 *
 * <p>Source: the Prometheus documentation, "Sending alerts to Alertmanager".
 *
 * @param labels identity of the alert, its name as {@code alertname}
 * @param annotations what it says to people; no part of its identity
 * @param startsAt when it began to fire; null where the sender leaves that to the receiver
 * @param endsAt when it ended or, in the future, when it ends unless it is posted again; null where
 *     the receiver shall use its own {@code resolve_timeout}
 * @param generatorUrl page of the expression that made it; empty where there is none
 */
public record PostedAlert(
    Labels labels,
    Map<String, String> annotations,
    @Nullable Instant startsAt,
    @Nullable Instant endsAt,
    String generatorUrl) {
  /** Copies the annotations. */
  public PostedAlert {
    Objects.requireNonNull(labels, "labels");
    annotations = Map.copyOf(annotations);
    Objects.requireNonNull(generatorUrl, "generatorUrl");
  }

  /** Whether it has ended at a moment. */
  public boolean resolvedAt(Instant now) {
    return endsAt != null && !endsAt.isAfter(now);
  }
}
