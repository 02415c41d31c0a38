package dev.steward.formats.exposition;

import java.util.Locale;
import java.util.Optional;

/** A text format of metrics. */
public enum ExpositionFormat {
  /** Prometheus text format 0.0.4; times in milliseconds. */
  PROMETHEUS_TEXT("text/plain; version=0.0.4; charset=utf-8"),
  /** OpenMetrics 1.0; times in seconds, with exemplars, ended by {@code # EOF}. */
  OPEN_METRICS("application/openmetrics-text; version=1.0.0; charset=utf-8");

  private final String contentType;

  ExpositionFormat(String contentType) {
    this.contentType = contentType;
  }

  /** The value of the header {@code Content-Type}. */
  public String contentType() {
    return contentType;
  }

  /** The format of a body with this {@code Content-Type}, if it is one of these. */
  public static Optional<ExpositionFormat> of(String contentType) {
    int semicolon = contentType.indexOf(';');
    String type =
        (semicolon < 0 ? contentType : contentType.substring(0, semicolon))
            .strip()
            .toLowerCase(Locale.ROOT);
    return switch (type) {
      case "text/plain" -> Optional.of(PROMETHEUS_TEXT);
      case "application/openmetrics-text" -> Optional.of(OPEN_METRICS);
      default -> Optional.empty();
    };
  }
}
