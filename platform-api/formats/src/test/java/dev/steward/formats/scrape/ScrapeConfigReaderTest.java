package dev.steward.formats.scrape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ScrapeConfigReaderTest {
  @Test
  void aJobHasPrometheusDefaults() throws Exception {
    ScrapeConfig config = Configs.of();
    assertEquals(60_000, config.intervalMillis());
    assertEquals(10_000, config.timeoutMillis());
    assertEquals("/metrics", config.metricsPath());
    assertTrue(config.honorTimestamps());
    assertEquals(ScrapeProtocol.DEFAULT, config.protocols());
  }

  @Test
  void theGlobalSectionGivesIntervalAndTimeout() throws Exception {
    ScrapeConfig config =
        ScrapeConfigReader.read(Map.of("scrape_interval", "5s"), List.of(Map.of("job_name", "a")))
            .getFirst();
    assertEquals(5_000, config.intervalMillis());
    assertEquals(5_000, config.timeoutMillis());
  }

  @Test
  void nativeHistogramsAskForProtobufFirst() throws Exception {
    ScrapeConfig config = Configs.of("scrape_native_histograms", true);
    assertEquals(ScrapeProtocol.PROTOBUF, config.protocols().getFirst());
    assertTrue(
        ScrapeProtocol.accept(config.protocols())
            .startsWith(
                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;"
                    + "encoding=delimited;q=0.6,application/openmetrics-text;version=1.0.0;q=0.5,"));
  }

  @Test
  void sizesAndLimitsAreRead() throws Exception {
    ScrapeLimits limits =
        Configs.of("body_size_limit", "10MB", "sample_limit", 5, "label_limit", 7).limits();
    assertEquals(10 << 20, limits.bodyBytes());
    assertEquals(5, limits.samples());
    assertEquals(7, limits.labels());
  }

  @Test
  void whatIsWrongIsSaidWithItsPlace() {
    Map<Map<String, Object>, String> cases =
        Map.of(
            Map.of("job_name", "a", "scrape_intervall", "1s"),
            "scrape_configs[0].scrape_intervall: unknown key",
            Map.of("job_name", "a", "scrape_interval", "fast"),
            "scrape_configs[0].scrape_interval: fast (expected: a duration",
            Map.of("job_name", "a", "scrape_interval", "1s", "scrape_timeout", "2s"),
            "scrape_configs[0].scrape_timeout: 2s (expected: at most the interval, 1s)",
            Map.of("job_name", "a", "relabel_configs", List.of(Map.of("action", "explode"))),
            "scrape_configs[0].relabel_configs[0].action: explode",
            Map.of("job_name", "a", "relabel_configs", List.of(Map.of("regex", "("))),
            "scrape_configs[0].relabel_configs[0].regex: (",
            Map.of("job_name", "a", "scheme", "ftp"),
            "scrape_configs[0].scheme: ftp (expected: http or https)",
            Map.of("scheme", "http"),
            "scrape_configs[0].job_name: missing",
            Map.of("job_name", "a", "file_sd_configs", List.of(Map.of("files", List.of("a.txt")))),
            "scrape_configs[0].file_sd_configs[0].files: a.txt",
            Map.of("job_name", "a", "static_configs", List.of(Map.of("target", "x"))),
            "scrape_configs[0].static_configs[0].target: unknown key");
    cases.forEach((config, message) -> {
      ScrapeConfigException error =
          assertThrows(
              ScrapeConfigException.class, () -> ScrapeConfigReader.read(null, List.of(config)));
      assertTrue(String.valueOf(error.getMessage()).startsWith(message), error.getMessage());
    });
  }

  @Test
  void twoJobsOfOneNameAreRefused() {
    assertThrows(
        ScrapeConfigException.class,
        () ->
            ScrapeConfigReader.read(
                null, List.of(Map.of("job_name", "a"), Map.of("job_name", "a"))));
  }

  @Test
  void aSecretNeverPrintsItself() throws Exception {
    ScrapeConfig config = Configs.of("basic_auth", Map.of("username", "me", "password", "hunter2"));
    assertTrue(!config.toString().contains("hunter2"), config.toString());
  }
}
