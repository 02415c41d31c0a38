package dev.steward.formats.scrape;

import java.util.List;
import java.util.Optional;

/** A form in which targets may expose their metrics, by the name that the configuration uses. */
public enum ScrapeProtocol {
  PROTOBUF(
      "PrometheusProto",
      "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited"),
  OPEN_METRICS_1_0("OpenMetricsText1.0.0", "application/openmetrics-text;version=1.0.0"),
  OPEN_METRICS_0_0_1("OpenMetricsText0.0.1", "application/openmetrics-text;version=0.0.1"),
  TEXT_1_0("PrometheusText1.0.0", "text/plain;version=1.0.0"),
  TEXT_0_0_4("PrometheusText0.0.4", "text/plain;version=0.0.4");

  /** What is asked for where the configuration says nothing. */
  public static final List<ScrapeProtocol> DEFAULT =
      List.of(OPEN_METRICS_1_0, OPEN_METRICS_0_0_1, TEXT_1_0, TEXT_0_0_4);

  /** The same where native histograms are wanted, which only protobuf has. */
  public static final List<ScrapeProtocol> WITH_NATIVE_HISTOGRAMS =
      List.of(PROTOBUF, OPEN_METRICS_1_0, OPEN_METRICS_0_0_1, TEXT_1_0, TEXT_0_0_4);

  private final String word;
  private final String mediaType;

  ScrapeProtocol(String word, String mediaType) {
    this.word = word;
    this.mediaType = mediaType;
  }

  /** The name that the configuration uses. */
  public String word() {
    return word;
  }

  /** The protocol of a name. */
  public static Optional<ScrapeProtocol> byWord(String word) {
    for (ScrapeProtocol protocol : values()) {
      if (protocol.word.equals(word)) {
        return Optional.of(protocol);
      }
    }
    return Optional.empty();
  }

  /** The header {@code Accept} that asks for protocols, the preferred one first. */
  public static String accept(List<ScrapeProtocol> protocols) {
    StringBuilder header = new StringBuilder();
    double weight = (protocols.size() + 1) / 10.0;
    for (ScrapeProtocol protocol : protocols) {
      header.append(protocol.mediaType).append(";q=").append(Math.round(weight * 10) / 10.0);
      header.append(',');
      weight -= 0.1;
    }
    return header.append("*/*;q=0.1").toString();
  }
}
