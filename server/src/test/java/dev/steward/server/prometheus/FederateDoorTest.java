package dev.steward.server.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.formats.exposition.ExpositionSink;
import dev.steward.formats.exposition.ProtobufExposition;
import dev.steward.server.http.RunningServer;
import dev.steward.server.reload.ConfigurationSource;
import dev.steward.spi.model.Exemplar;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.MetricMetadata;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.model.NativeHistogram.Span;
import dev.steward.spi.store.MetricStore;
import dev.steward.spi.store.SampleBatch;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FederateDoorTest {
  /** As Prometheus asks while it scrapes native histograms. */
  private static final String PROTOBUF_FIRST =
      "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;"
          + "q=0.5,application/openmetrics-text;version=1.0.0;q=0.4,text/plain;q=0.2,*/*;q=0.1";

  private static final NativeHistogram LATENCY =
      NativeHistogram.builder()
          .schema(2)
          .zero(0.001, 3)
          .count(12)
          .sum(4.5)
          .positive(new Span[] {new Span(-1, 2), new Span(3, 1)}, new double[] {2, 3, 1})
          .negative(new Span[] {new Span(0, 1)}, new double[] {3})
          .build();

  @TempDir private Path folder;
  private RunningServer server;
  private long now;

  @BeforeEach
  void start() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("steward.yaml"), "global: {external_labels: {site: home, host: x}}\n");
    server = new RunningServer(folder.resolve("data"), new ConfigurationSource(Optional.of(file)));
    now = System.currentTimeMillis() / 1000 * 1000;
    MetricStore store = server.part(MetricStore.class);
    SampleBatch batch = new SampleBatch(null, 2);
    batch.add(store.series(Labels.of("__name__", "latency", "host", "a")), now, LATENCY);
    batch.add(store.series(Labels.of("__name__", "up", "instance", "b")), now, 1);
    store.append(batch).join();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<byte[]> get(String accept) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(server.address("/federate?match[]=%7B__name__!=%22%22%7D"))
            .header("Accept", accept)
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }
  }

  @Test
  void aNativeHistogramIsWholeInProtobuf() throws Exception {
    HttpResponse<byte[]> answer = get(PROTOBUF_FIRST);
    assertTrue(
        answer
            .headers()
            .firstValue("Content-Type")
            .orElse("")
            .startsWith("application/vnd.google.protobuf"));
    List<String> found = new ArrayList<>();
    ProtobufExposition.read(answer.body(), answer.body().length, true, false, collector(found));
    assertEquals(
        List.of(
            "latency HISTOGRAM",
            Labels.of("__name__", "latency", "host", "a", "instance", "", "site", "home")
                + " "
                + LATENCY
                + " "
                + now,
            "up UNKNOWN",
            Labels.of("__name__", "up", "host", "x", "instance", "b", "site", "home")
                + " 1.0 "
                + now),
        found);
  }

  private static ExpositionSink collector(List<String> found) {
    return new ExpositionSink() {
      @Override
      public void family(MetricMetadata family) {
        found.add(family.family() + " " + family.type());
      }

      @Override
      public void sample(
          Labels labels, double value, long time, long start, List<Exemplar> exemplars) {
        found.add(labels + " " + value + " " + time);
      }

      @Override
      public void histogram(
          Labels labels, NativeHistogram value, long time, long start, List<Exemplar> exemplars) {
        found.add(labels + " " + value + " " + time);
      }
    };
  }

  @Test
  void asTextAHistogramIsItsCountAndItsSum() throws Exception {
    String text = new String(get("text/plain").body(), java.nio.charset.StandardCharsets.UTF_8);
    String labels = "{host=\"a\",instance=\"\",site=\"home\"} ";
    assertEquals(
        "# TYPE latency histogram\n"
            + "latency_bucket{host=\"a\",instance=\"\",le=\"+Inf\",site=\"home\"} 12 "
            + now
            + "\nlatency_sum"
            + labels
            + "4.5 "
            + now
            + "\nlatency_count"
            + labels
            + "12 "
            + now
            + "\n# TYPE up untyped\nup{host=\"x\",instance=\"b\",site=\"home\"} 1 "
            + now
            + "\n",
        text);
  }
}
