package dev.steward.alerting.template;

import dev.steward.query.template.TextMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a template knows of its alert.
 *
 * @param labels of the series that made the alert
 * @param externalLabels of the server
 * @param externalUrl where the server's pages are
 * @param value of the series at the evaluation
 */
public record AlertData(TextMap labels, TextMap externalLabels, String externalUrl, double value) {
  /** Checks that nothing is missing. */
  public AlertData {
    Objects.requireNonNull(labels, "labels");
    Objects.requireNonNull(externalLabels, "externalLabels");
    Objects.requireNonNull(externalUrl, "externalUrl");
  }

  /** Data of a server without labels and pages of its own. */
  public static AlertData of(Map<String, String> labels, double value) {
    return new AlertData(new TextMap(labels), new TextMap(Map.of()), "", value);
  }
}
