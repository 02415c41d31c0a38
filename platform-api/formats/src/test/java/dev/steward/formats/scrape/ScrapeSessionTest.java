package dev.steward.formats.scrape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.formats.protobuf.MessageWriter;
import dev.steward.formats.remotewrite.KeyedHash;
import dev.steward.spi.model.Exemplar;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.MetricMetadata;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.model.SampleValues;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ScrapeSessionTest {
  private static final String TEXT = "text/plain; version=0.0.4";
  private static final Labels TARGET = Labels.of("instance", "i", "job", "j");

  /** Writes down what a session gives, a line each. */
  private static final class Taken implements SampleSink<Labels> {
    private final List<String> lines = new ArrayList<>();
    private int lookUps;

    @Override
    public Labels series(Labels labels) {
      lookUps++;
      return labels.without("instance").without("job");
    }

    @Override
    public void sample(Labels series, long timestampMillis, double value, long startMillis) {
      lines.add(
          series
              + " "
              + (SampleValues.isStale(value) ? "ends" : value)
              + " "
              + timestampMillis
              + (startMillis == 0 ? "" : " since " + startMillis));
    }

    @Override
    public void histogram(
        Labels series, long timestampMillis, NativeHistogram histogram, long startMillis) {
      lines.add(series + " histogram of " + histogram.count());
    }

    @Override
    public void exemplar(Labels series, Exemplar exemplar) {
      lines.add(series + " exemplar " + exemplar.labels() + " " + exemplar.timestampMillis());
    }

    @Override
    public void family(MetricMetadata family) {
      lines.add(family.family() + " is a " + family.type() + ": " + family.help());
    }
  }

  private static ScrapeSession<Labels> session(ScrapeConfig config) {
    return new ScrapeSession<>(config, TARGET, new KeyedHash(new Random(1)));
  }

  private static ScrapeSession.Counts read(
      ScrapeSession<Labels> session, String type, String text, long time, Taken taken)
      throws ScrapeException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    return session.read(type, body, body.length, time, taken);
  }

  @Test
  void samplesGetTheLabelsOfTheTarget() throws Exception {
    Taken taken = new Taken();
    ScrapeSession.Counts counts =
        read(
            session(Configs.of()),
            TEXT,
            "# HELP a Some a.\n# TYPE a counter\na{job=\"own\"} 1\nb 2 5000\n",
            1000,
            taken);
    assertEquals(
        List.of(
            "{__name__=\"a\", exported_job=\"own\"} 1.0 1000",
            "{__name__=\"b\"} 2.0 5000",
            "a is a COUNTER: Some a."),
        taken.lines);
    assertEquals(new ScrapeSession.Counts(2, 2, 2), counts);
  }

  @Test
  void honouredLabelsStayAndTimesThatAreNotHonouredGo() throws Exception {
    Taken taken = new Taken();
    read(
        session(Configs.of("honor_labels", true, "honor_timestamps", false)),
        TEXT,
        "a{job=\"own\",x=\"y\"} 1 77\n",
        1000,
        taken);
    assertEquals(List.of("{__name__=\"a\", x=\"y\"} 1.0 1000"), taken.lines);
  }

  @Test
  void aSeriesThatIsMissingEndsAtOnceAndOthersAreLookedUpOnce() throws Exception {
    ScrapeSession<Labels> session = session(Configs.of());
    Taken taken = new Taken();
    read(session, TEXT, "a 1\nb 2\nc 3 900\n", 1000, taken);
    assertEquals(3, taken.lookUps);
    taken.lines.clear();
    assertEquals(new ScrapeSession.Counts(1, 1, 0), read(session, TEXT, "a 1\n", 2000, taken));
    assertEquals(List.of("{__name__=\"a\"} 1.0 2000", "{__name__=\"b\"} ends 2000"), taken.lines);
    assertEquals(3, taken.lookUps);
    taken.lines.clear();
    session.end(3000, taken);
    session.end(4000, taken);
    assertEquals(List.of("{__name__=\"a\"} ends 3000"), taken.lines);
  }

  @Test
  void aScrapeThatFailsEndsWhatTheOneBeforeGave() throws Exception {
    ScrapeSession<Labels> session = session(Configs.of());
    read(session, TEXT, "a 1\n", 1000, new Taken());
    Taken taken = new Taken();
    assertThrows(
        ScrapeException.class, () -> read(session, TEXT, "a 1\nb{ 2\n", 2000, new Taken()));
    session.end(2000, taken);
    assertEquals(List.of("{__name__=\"a\"} ends 2000"), taken.lines);
    assertEquals(1, read(session, TEXT, "a 1\n", 3000, taken).kept());
  }

  @Test
  void limitsFailTheScrape() throws Exception {
    Map<String, Object> limits =
        Map.of(
            "sample_limit",
            1,
            "label_limit",
            3,
            "label_name_length_limit",
            8,
            "label_value_length_limit",
            4);
    String[] texts = {
      "a 1\nb 2\n", "a{x=\"1\",y=\"2\"} 1\n", "a{very_long_name=\"1\"} 1\n", "a{x=\"12345\"} 1\n"
    };
    int at = 0;
    for (String limit :
        new String[] {
          "sample_limit", "label_limit", "label_name_length_limit", "label_value_length_limit"
        }) {
      String text = texts[at++];
      ScrapeSession<Labels> session =
          session(Configs.of(limit, Objects.requireNonNull(limits.get(limit))));
      ScrapeException error =
          assertThrows(ScrapeException.class, () -> read(session, TEXT, text, 1000, new Taken()));
      assertTrue(String.valueOf(error.getMessage()).startsWith(limit + " exceeded"), limit);
    }
  }

  @Test
  void metricRulesDropSamples() throws Exception {
    Taken taken = new Taken();
    ScrapeSession.Counts counts =
        read(
            session(
                Configs.of(
                    "metric_relabel_configs",
                    List.of(
                        Map.of(
                            "action",
                            "drop",
                            "source_labels",
                            List.of("__name__"),
                            "regex",
                            "go_.*"),
                        Map.of("action", "labeldrop", "regex", "pod")))),
            TEXT,
            "go_x 1\na{pod=\"p\"} 2\n",
            1000,
            taken);
    assertEquals(List.of("{__name__=\"a\"} 2.0 1000"), taken.lines);
    assertEquals(new ScrapeSession.Counts(2, 1, 1), counts);
  }

  @Test
  void openMetricsHasExemplarsAndBoundsHaveOneForm() throws Exception {
    Taken taken = new Taken();
    read(
        session(Configs.of()),
        "application/openmetrics-text; version=1.0.0",
        "# TYPE h histogram\nh_bucket{le=\"1\"} 2 # {trace_id=\"t\"} 0.5\n# EOF\n",
        1000,
        taken);
    assertEquals(
        List.of(
            "{__name__=\"h_bucket\", le=\"1.0\"} 2.0 1000",
            "{__name__=\"h_bucket\", le=\"1.0\"} exemplar {trace_id=\"t\"} 1000",
            "h is a HISTOGRAM: "),
        taken.lines);
  }

  @Test
  void anUnknownTypeIsRefusedUnlessThereIsAFallback() throws Exception {
    assertThrows(
        ScrapeException.class,
        () -> read(session(Configs.of()), "text/html", "a 1\n", 1000, new Taken()));
    Taken taken = new Taken();
    read(
        session(Configs.of("fallback_scrape_protocol", "PrometheusText0.0.4")),
        "text/html",
        "a 1\n",
        1000,
        taken);
    assertEquals(1, taken.lines.size());
  }

  @Test
  void protobufHasNativeHistogramsAndStartTimes() throws Exception {
    byte[] body = ProtobufMessages.counterAndHistogram();
    Taken taken = new Taken();
    session(Configs.of("scrape_native_histograms", true))
        .read(
            "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily",
            body,
            body.length,
            1000,
            taken);
    assertEquals(
        List.of(
            "hits_total is a COUNTER: Hits.",
            "{__name__=\"hits_total\", code=\"200\"} 5.0 1000 since 500",
            "latency is a HISTOGRAM: ",
            "{__name__=\"latency\"} histogram of 3.0"),
        taken.lines);
    taken = new Taken();
    session(Configs.of("scrape_protocols", List.of("PrometheusProto")))
        .read("application/vnd.google.protobuf", body, body.length, 1000, taken);
    assertEquals(
        List.of(
            "{__name__=\"latency_count\"} 3.0 1000",
            "{__name__=\"latency_sum\"} 6.5 1000",
            "{__name__=\"latency_bucket\", le=\"1.0\"} 2.0 1000",
            "{__name__=\"latency_bucket\", le=\"+Inf\"} 3.0 1000"),
        taken.lines.subList(3, 7));
  }

  /** Expositions in protobuf. */
  static final class ProtobufMessages {
    private ProtobufMessages() {}

    static byte[] counterAndHistogram() {
      MessageWriter counter = new MessageWriter();
      counter.text(1, "hits_total").text(2, "Hits.").varint(3, 0);
      int metric = counter.begin(4);
      int label = counter.begin(1);
      counter.text(1, "code").text(2, "200");
      counter.end(label);
      int value = counter.begin(3);
      counter.float64(1, 5);
      int created = counter.begin(3);
      counter.varint(1, 0).varint(2, 500_000_000);
      counter.end(created);
      counter.end(value);
      counter.end(metric);
      MessageWriter histogram = new MessageWriter();
      histogram.text(1, "latency").varint(3, 4);
      metric = histogram.begin(4);
      value = histogram.begin(7);
      histogram.varint(1, 3).float64(2, 6.5).zigzag(5, 0).float64(6, 1e-9);
      int span = histogram.begin(12);
      histogram.zigzag(1, 0).varint(2, 2);
      histogram.end(span);
      histogram.zigzag(13, 2).zigzag(13, -1);
      int bucket = histogram.begin(3);
      histogram.varint(1, 2).float64(2, 1);
      histogram.end(bucket);
      histogram.end(value);
      histogram.end(metric);
      ByteArrayOutputStream both = new ByteArrayOutputStream();
      for (MessageWriter family : new MessageWriter[] {counter, histogram}) {
        MessageWriter length = new MessageWriter();
        length.rawVarint(family.size());
        both.writeBytes(length.toByteArray());
        both.writeBytes(family.toByteArray());
      }
      return both.toByteArray();
    }
  }
}
