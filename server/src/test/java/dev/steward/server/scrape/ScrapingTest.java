package dev.steward.server.scrape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.steward.server.StartupException;
import dev.steward.server.http.RunningServer;
import dev.steward.server.reload.ConfigurationSource;
import dev.steward.server.security.AdminToken;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole server scrapes an exporter. */
final class ScrapingTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(50);

  @TempDir private Path folder;
  private HttpServer exporter;
  private volatile String exposition = "hits_total 1\nother 2\n";
  private volatile String authorization = "";

  @BeforeEach
  void start() throws IOException {
    exporter = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    exporter.createContext(
        "/metrics",
        exchange -> {
          authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
          byte[] body = exposition.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    exporter.start();
  }

  @AfterEach
  void stop() {
    exporter.stop(0);
  }

  private String address() {
    return "127.0.0.1:" + exporter.getAddress().getPort();
  }

  private Path configuration(String jobs) throws IOException {
    return Files.writeString(
        folder.resolve("steward.yaml"),
        "global: {scrape_interval: 1s}\nscrape_configs:\n" + jobs.indent(2));
  }

  private static void await(Callable<Boolean> condition, Callable<String> state) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      assertTrue(System.nanoTime() < deadline, state.call());
      Thread.sleep(POLL);
    }
  }

  private static void awaitQuery(RunningServer server, String query, String expected)
      throws Exception {
    Callable<String> result = () -> server.get("/api/v1/query", "query", query).body();
    await(() -> result.call().contains(expected), result);
  }

  private static int reload(RunningServer server, Path data) throws Exception {
    String token = Files.readString(data.resolve(AdminToken.FILE_NAME)).strip();
    return server
        .send(
            HttpRequest.newBuilder(server.address("/-/reload"))
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.noBody()))
        .status();
  }

  @Test
  void targetsAreScrapedShownAndEnded() throws Exception {
    Path file =
        configuration(
            """
            - job_name: fixed
              basic_auth: {username: me, password: secret}
              static_configs: [{targets: ['%s'], labels: {site: attic}}]
            - job_name: broken
              static_configs: [{targets: ['%s']}]
              metrics_path: /nothing
            """
                .formatted(address(), address()));
    Path data = folder.resolve("data");
    try (RunningServer server =
        new RunningServer(data, new ConfigurationSource(Optional.of(file)))) {
      awaitQuery(server, "hits_total{job=\"fixed\",site=\"attic\"}", "\"1\"");
      awaitQuery(server, "up{job=\"fixed\"}", "\"1\"");
      awaitQuery(server, "up{job=\"broken\"}", "\"0\"");
      awaitQuery(server, "scrape_samples_scraped{job=\"fixed\"}", "\"2\"");
      assertTrue(authorization.startsWith("Basic "), authorization);
      Callable<String> targets = () -> server.get("/api/v1/targets", "state", "active").body();
      await(() -> targets.call().contains("server returned HTTP status 404"), targets);
      assertTrue(targets.call().contains("\"scrapePool\":\"fixed\""), targets.call());
      assertEquals(
          "[\"broken\",\"fixed\"]",
          server.get("/api/v1/scrape_pools").json().at("/data/scrapePools").toString());
      assertTrue(!server.get("/api/v1/status/config").body().contains("password: secret"));

      exposition = "hits_total 2\n";
      awaitQuery(server, "other", "\"result\":[]");
      awaitQuery(server, "hits_total", "\"2\"");

      configuration(
          "- job_name: broken\n  static_configs: [{targets: ['%s']}]\n  metrics_path: /nothing\n"
              .formatted(address()));
      assertEquals(200, reload(server, data));
      awaitQuery(server, "up{job=\"fixed\"}", "\"result\":[]");
      awaitQuery(server, "hits_total", "\"result\":[]");
      awaitQuery(server, "up{job=\"broken\"}", "\"0\"");

      configuration("- job_name: 1\n  scheme: ftp\n");
      assertEquals(500, reload(server, data));
      awaitQuery(server, "up{job=\"broken\"}", "\"0\"");
      assertTrue(
          server
              .get("/api/v1/status/runtimeinfo")
              .body()
              .contains("\"reloadConfigSuccess\":false"));
    }
  }

  @Test
  void filesNameTargets() throws Exception {
    Path groups = folder.resolve("groups");
    Files.createDirectories(groups);
    Files.writeString(
        groups.resolve("a.json"),
        "[{\"targets\": [\"%s\"], \"labels\": {\"rack\": \"7\"}}]".formatted(address()));
    Path file =
        configuration(
            "- job_name: f\n  file_sd_configs: [{files: ['%s/*.json']}]\n".formatted(groups));
    try (RunningServer server =
        new RunningServer(folder.resolve("data"), new ConfigurationSource(Optional.of(file)))) {
      awaitQuery(server, "up{rack=\"7\"}", "\"1\"");
      Files.delete(groups.resolve("a.json"));
      awaitQuery(server, "up{rack=\"7\"}", "\"result\":[]");
    }
  }

  @Test
  void aWrongConfigurationStopsTheStartWithItsPlace() throws Exception {
    Path file = configuration("- job_name: a\n  scrape_timeout: soon\n");
    StartupException error =
        assertThrows(
            StartupException.class,
            () ->
                new RunningServer(
                        folder.resolve("data"), new ConfigurationSource(Optional.of(file)))
                    .close());
    assertTrue(
        String.valueOf(error.getMessage()).contains("scrape_configs[0].scrape_timeout: soon"),
        error.getMessage());
  }
}
