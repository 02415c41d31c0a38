package dev.steward.server.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.server.StewardServer;
import dev.steward.server.settings.ServerSettings;
import io.prometheus.client.Counter;
import io.prometheus.client.Histogram;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MetricsDoorTest {
  @TempDir private Path data;

  private String scrape() throws Exception {
    try (StewardServer server = StewardServer.start(ServerSettings.onFreePorts(data));
        HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(URI.create("http:/" + server.httpAddress() + "/metrics"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertEquals(200, response.statusCode());
      return response.body();
    }
  }

  @Test
  void theServersOwnMetricsAndTheJavaMachinesAreShown() throws Exception {
    String metrics = scrape();
    assertTrue(metrics.contains("# TYPE jvm_memory_used_bytes gauge"), metrics);
    assertTrue(metrics.contains("steward_build_info{version="), metrics);
    assertTrue(metrics.contains("steward_telemetry_streams 0.0"), metrics);
    assertTrue(metrics.contains("steward_syslog_lost_total{reason=\"full\"} 0.0"), metrics);
    assertTrue(metrics.contains("steward_plugins{state=\"working\"} 0.0"), metrics);
  }

  @Test
  void whatIsCountedWithTheOlderClientLibraryIsShownToo() throws Exception {
    Counter.build("bridge_test_total", "Counted the old way.")
        .labelNames("kind")
        .register()
        .labels("a")
        .inc(3);
    Histogram.build("bridge_test_seconds", "Observed the old way.").register().observe(0.2);
    String metrics = scrape();
    assertTrue(metrics.contains("bridge_test_total{kind=\"a\"} 3.0"), metrics);
    assertTrue(metrics.contains("bridge_test_seconds_bucket{le=\"0.25\"} 1"), metrics);
    assertTrue(metrics.contains("bridge_test_seconds_count 1"), metrics);
  }
}
