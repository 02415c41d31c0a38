package dev.steward.alerting.configuration;

import java.time.Duration;
import java.util.Objects;

/**
 * An address outside that is called again and again while this server is able to send alerts, so
 * that somebody else notices when it is not.
 *
 * @param interval how often
 * @param settings {@code url} or {@code url_file}, {@code method} and {@code http_config}
 */
public record Heartbeat(Duration interval, Settings settings) {
  /** Checks that nothing is missing. */
  public Heartbeat {
    Objects.requireNonNull(interval, "interval");
    Objects.requireNonNull(settings, "settings");
  }
}
