package dev.steward.alerting.evaluation;

import dev.steward.alerting.alert.AlertIntake;
import dev.steward.query.template.TextMap;
import dev.steward.spi.store.MetricStore;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * What every rule has around it.
 *
 * @param queries answers what rules ask
 * @param store takes the series that rules give
 * @param intake takes the alerts
 * @param externalLabels that every alert gets, unless it has them
 * @param externalUrl where the server's pages are, without a slash at its end
 * @param resendDelay how long after it was sent a firing alert is sent again
 */
public record Surroundings(
    RuleQueries queries,
    MetricStore store,
    AlertIntake intake,
    Map<String, String> externalLabels,
    String externalUrl,
    Duration resendDelay) {
  /** What Prometheus waits before it sends an alert again. */
  public static final Duration RESEND_DELAY = Duration.ofMinutes(1);

  /** Checks that nothing is missing, and copies the labels. */
  public Surroundings {
    Objects.requireNonNull(queries, "queries");
    Objects.requireNonNull(store, "store");
    Objects.requireNonNull(intake, "intake");
    externalLabels = Map.copyOf(externalLabels);
    while (externalUrl.endsWith("/")) {
      externalUrl = externalUrl.substring(0, externalUrl.length() - 1);
    }
    Objects.requireNonNull(resendDelay, "resendDelay");
  }

  TextMap externalLabelTexts() {
    return new TextMap(externalLabels);
  }
}
