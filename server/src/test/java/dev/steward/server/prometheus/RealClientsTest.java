package dev.steward.server.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.server.http.RunningServer;
import dev.steward.server.reload.ConfigurationSource;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Prometheus writes to a whole server, is scraped by it and scrapes and reads it; promtool
 * asks it. The environment names the programs: {@code STEWARD_PROMETHEUS}, {@code
 * STEWARD_PROMTOOL}.
 */
@Tag("clients")
final class RealClientsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(200);

  @TempDir private Path folder;

  private static String program(String variable) {
    return Objects.requireNonNull(System.getenv(variable), variable + " names no program");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** A Prometheus with a configuration, until it is closed. */
  private final class Prometheus implements AutoCloseable {
    private final int port;
    private final Process process;

    Prometheus(int port, String configuration) throws IOException {
      this.port = port;
      Path file = Files.writeString(folder.resolve("prometheus-" + port + ".yml"), configuration);
      File log = folder.resolve("prometheus-" + port + ".log").toFile();
      this.process =
          new ProcessBuilder(
                  program("STEWARD_PROMETHEUS"),
                  "--config.file=" + file,
                  "--storage.tsdb.path=" + folder.resolve("data-" + port),
                  "--web.listen-address=127.0.0.1:" + port,
                  "--enable-feature=native-histograms,exemplar-storage")
              .redirectErrorStream(true)
              .redirectOutput(log)
              .start();
    }

    @Override
    public void close() throws InterruptedException {
      process.destroy();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
  }

  private static void await(String what, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      assertTrue(System.nanoTime() < deadline, what);
      Thread.sleep(POLL);
    }
  }

  private static void awaitSeries(RunningServer server, String query) throws Exception {
    await(
        query,
        () -> {
          var answer = server.get("/api/v1/query", "query", query);
          return answer.status() == 200 && !answer.json().at("/data/result").isEmpty();
        });
  }

  private static String writing(String url, String message) {
    return """
    global: {scrape_interval: 1s, external_labels: {sender: '%s'}}
    scrape_configs:
      - job_name: itself
        scrape_protocols: [PrometheusProto]
        always_scrape_classic_histograms: true
        static_configs: [{targets: ['127.0.0.1:PORT']}]
    remote_write:
      - url: %s
        protobuf_message: %s
        send_native_histograms: true
        send_exemplars: true
        queue_config: {batch_send_deadline: 500ms}
    """
        .formatted(message.contains("v2") ? "two" : "one", url, message);
  }

  @Test
  void prometheusWritesInBothVersionsWithNativeHistograms() throws Exception {
    try (RunningServer server = new RunningServer(folder.resolve("steward"))) {
      String url = server.address("/api/v1/write").toString();
      int first = freePort();
      int second = freePort();
      String one = writing(url, "prometheus.WriteRequest").replace("PORT", "" + first);
      String two = writing(url, "io.prometheus.write.v2.Request").replace("PORT", "" + second);
      try (Prometheus v1 = new Prometheus(first, one);
          Prometheus v2 = new Prometheus(second, two)) {
        for (String sender : new String[] {"one", "two"}) {
          awaitSeries(server, "up{job=\"itself\",sender=\"" + sender + "\"} == 1");
          awaitSeries(
              server,
              "histogram_count(prometheus_http_request_duration_seconds{sender=\""
                  + sender
                  + "\"}) > 0");
        }
        assertTrue(v1.process.isAlive() && v2.process.isAlive());
        String metrics = server.get("/metrics").body();
        assertTrue(!metrics.contains("steward_remote_write_refused_total{"), metrics);
        await(
            "metadata",
            () ->
                server
                    .get("/api/v1/metadata", "metric", "prometheus_build_info")
                    .body()
                    .contains("gauge"));
      }
    }
  }

  @Test
  void prometheusIsScrapedScrapesAndReads() throws Exception {
    int port = freePort();
    Path file =
        Files.writeString(
            folder.resolve("steward.yaml"),
            """
            global: {scrape_interval: 1s}
            scrape_configs:
              - job_name: native
                scrape_native_histograms: true
                static_configs: [{targets: ['127.0.0.1:PORT']}]
              - job_name: text
                static_configs: [{targets: ['127.0.0.1:PORT']}]
            """
                .replace("PORT", "" + port));
    try (RunningServer server =
        new RunningServer(folder.resolve("steward"), new ConfigurationSource(Optional.of(file)))) {
      String steward = "127.0.0.1:" + server.address("/").getPort();
      String configuration =
          """
          global: {scrape_interval: 1s}
          scrape_configs:
            - job_name: steward
              static_configs: [{targets: ['ADDRESS']}]
            - job_name: federate
              metrics_path: /federate
              honor_labels: true
              params: {'match[]': ['{job="text"}']}
              static_configs: [{targets: ['ADDRESS']}]
          remote_read:
            - url: http://ADDRESS/api/v1/read
              read_recent: true
          """
              .replace("ADDRESS", steward);
      try (Prometheus prometheus = new Prometheus(port, configuration)) {
        awaitSeries(server, "up{job=\"native\"} == 1");
        awaitSeries(server, "up{job=\"text\"} == 1");
        awaitSeries(server, "prometheus_http_requests_total{job=\"text\"}");
        awaitSeries(
            server,
            "histogram_count(prometheus_http_request_duration_seconds{job=\"native\"}) > 0");
        String url = "http://127.0.0.1:" + prometheus.port;
        await("scrapes us", () -> promtool(url, "up{job=\"steward\"} == 1").contains("=> 1"));
        await("federates us", () -> promtool(url, "up{job=\"federate\"} == 1").contains("=> 1"));
        String count =
            "histogram_count(prometheus_http_request_duration_seconds{job=\"native\"}) > 0";
        await("reads us", () -> promtool(url, count).contains("=>"));
      }
    }
  }

  private String promtool(String url, String query) throws Exception {
    return run("query", "instant", url, query);
  }

  private String run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(program("STEWARD_PROMTOOL")));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(folder, "promtool", ".out");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), String.join(" ", command));
    String text = Files.readString(output);
    assertEquals(0, process.exitValue(), text);
    return text;
  }

  @Test
  void promtoolPushesAsksAndChecks() throws Exception {
    try (RunningServer server = new RunningServer(folder.resolve("steward"))) {
      String url = "http://127.0.0.1:" + server.address("/").getPort();
      Path metrics =
          Files.writeString(
              folder.resolve("metrics.txt"),
              "# TYPE pushed_total counter\npushed_total{a=\"b\"} 3\n# TYPE other gauge\nother 1\n");
      assertTrue(
          run("push", "metrics", url + "/api/v1/write", metrics.toString()).contains("SUCCESS"));
      assertTrue(run("query", "instant", url, "pushed_total").contains("=> 3 @"));
      long now = System.currentTimeMillis() / 1000;
      String range =
          run(
              "query",
              "range",
              url,
              "pushed_total",
              "--start=" + now,
              "--end=" + (now + 5),
              "--step=1s");
      assertTrue(range.contains("pushed_total{a=\"b\", job=\"promtool\"} =>\n3 @"), range);
      assertEquals(
          "{__name__=\"pushed_total\", a=\"b\", job=\"promtool\"}\n",
          run("query", "series", url, "--match=pushed_total"));
      assertEquals("other\npushed_total\n", run("query", "labels", url, "__name__"));
      assertTrue(run("check", "healthy", "--url=" + url).contains("SUCCESS"));
      assertTrue(run("check", "ready", "--url=" + url).contains("SUCCESS"));
    }
  }
}
