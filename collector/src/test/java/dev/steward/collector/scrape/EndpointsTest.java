package dev.steward.collector.scrape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.steward.collector.input.RecordingIntake;
import dev.steward.collector.ship.Waiting;
import dev.steward.formats.scrape.ScrapeConfigReader;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.SampleValues;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class EndpointsTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final RecordingIntake intake = new RecordingIntake();
  private HttpServer server;
  private volatile int status = 200;
  private volatile String body =
      "# TYPE jobs_done counter\njobs_done_total{queue=\"a\"} 3\njobs_secret 1\n# EOF\n";

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/metrics",
        exchange -> {
          byte[] answer = body.getBytes(StandardCharsets.UTF_8);
          exchange
              .getResponseHeaders()
              .add("Content-Type", "application/openmetrics-text; version=1.0.0");
          exchange.sendResponseHeaders(status, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  private Endpoints endpoints() throws Exception {
    Map<String, Object> config =
        Map.of(
            "job_name",
            "app",
            "scrape_interval",
            "100ms",
            "scrape_timeout",
            "100ms",
            "static_configs",
            List.of(Map.of("targets", List.of("127.0.0.1:" + server.getAddress().getPort()))),
            "metric_relabel_configs",
            List.of(
                Map.of(
                    "source_labels",
                    List.of("__name__"),
                    "regex",
                    "jobs_secret",
                    "action",
                    "drop")));
    return Endpoints.open(
        ScrapeConfigReader.read(null, List.of(config)),
        "host1",
        intake,
        Clock.systemUTC(),
        new Random(1));
  }

  private double sample(String name) {
    return intake.samples().entrySet().stream()
        .filter(entry -> name.equals(entry.getKey().value(Labels.METRIC_NAME)))
        .mapToDouble(Map.Entry::getValue)
        .findFirst()
        .orElse(-1);
  }

  @Test
  void anEndpointIsScrapedRelabelledAndReported() throws Exception {
    try (Endpoints endpoints = endpoints()) {
      endpoints.start();
      Waiting.until("it is up", LIMIT, () -> sample("up") == 1);
    }
    Labels series =
        intake.samples().keySet().stream()
            .filter(labels -> "jobs_done_total".equals(labels.value(Labels.METRIC_NAME)))
            .findFirst()
            .orElseThrow();
    assertEquals(
        Labels.of(
            Labels.METRIC_NAME,
            "jobs_done_total",
            "host",
            "host1",
            "instance",
            "127.0.0.1:" + server.getAddress().getPort(),
            "job",
            "app",
            "queue",
            "a"),
        series);
    assertEquals(-1, sample("jobs_secret"));
    assertEquals(2, sample("scrape_samples_scraped"));
    assertTrue(intake.families().containsKey("jobs_done"));
  }

  @Test
  void theSeriesOfAnEndpointThatFailsEnd() throws Exception {
    try (Endpoints endpoints = endpoints()) {
      endpoints.start();
      Waiting.until("it is up", LIMIT, () -> sample("up") == 1);
      status = 500;
      Waiting.until("it is down", LIMIT, () -> sample("up") == 0);
      assertTrue(SampleValues.isStale(sample("jobs_done_total")));
      assertTrue(endpoints.counters().failures().sum() > 0);
      status = 200;
      Waiting.until("it is up again", LIMIT, () -> sample("jobs_done_total") == 3);
    }
  }

  @Test
  void aBodyThatIsNoExpositionIsAFailure() throws Exception {
    body = "{}{}{}";
    try (Endpoints endpoints = endpoints()) {
      endpoints.start();
      Waiting.until("it is down", LIMIT, () -> sample("up") == 0);
    }
  }
}
