package dev.steward.formats.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.spi.model.Exemplar;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.MetricMetadata;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.model.SampleValues;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OtlpMetricsTest {
  private static final String RESOURCE =
      """
      {"attributes":[{"key":"service.name","value":{"stringValue":"shop"}},
      {"key":"service.namespace","value":{"stringValue":"eu"}},
      {"key":"service.instance.id","value":{"stringValue":"i1"}}%s]}\
      """;

  private static List<String> map(String resource, String metric) throws MalformedOtlpException {
    ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
    String json =
        "{\"resourceMetrics\":[{\"resource\":"
            + resource
            + ",\"scopeMetrics\":[{\"metrics\":["
            + metric
            + "]}]}]}";
    OtlpJson.merge(json.getBytes(StandardCharsets.UTF_8), request);
    Heard heard = new Heard();
    OtlpMetrics.map(request.build(), heard);
    return heard.lines;
  }

  private static List<String> map(String metric) throws MalformedOtlpException {
    return map(RESOURCE.formatted(""), metric);
  }

  private static final class Heard implements OtlpMetrics.Sink {
    private final List<String> lines = new ArrayList<>();

    private static String name(Labels series) {
      return series.without("job").without("instance").toString();
    }

    @Override
    public void sample(Labels series, long millis, double value, long start) {
      lines.add(
          name(series)
              + " "
              + (SampleValues.isStale(value) ? "stale" : value)
              + " @"
              + millis
              + (start > 0 ? " since " + start : ""));
    }

    @Override
    public void sample(Labels series, long millis, NativeHistogram value, long start) {
      lines.add(name(series) + " " + (value.isStale() ? "stale" : value) + " @" + millis);
    }

    @Override
    public void exemplar(Labels series, Exemplar exemplar) {
      lines.add("exemplar of " + name(series) + " " + exemplar.labels() + " " + exemplar.value());
    }

    @Override
    public void metadata(MetricMetadata family) {
      lines.add(family.type() + " " + family.family() + " " + family.unit());
    }

    @Override
    public void refused(long points, String reason) {
      lines.add("refused " + points + ": " + reason);
    }
  }

  @Test
  void jobAndInstanceNameTheTargetAndItsOtherAttributesStandOnTargetInfo() throws Exception {
    List<String> series = new ArrayList<>();
    ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
    OtlpJson.merge(
        """
        {"resourceMetrics":[{"resource":%s,"scopeMetrics":[{"metrics":[{"name":"up","gauge":{"dataPoints":[
        {"timeUnixNano":"1000000000","asInt":"1"},{"timeUnixNano":"401000000000","asInt":"1"}]}}]}]}]}\
        """
            .formatted(
                RESOURCE.formatted(",{\"key\":\"host.name\",\"value\":{\"stringValue\":\"h\"}}"))
            .getBytes(StandardCharsets.UTF_8),
        request);
    OtlpMetrics.map(
        request.build(),
        new OtlpMetrics.Sink() {
          @Override
          public void sample(Labels labels, long millis, double value, long start) {
            series.add(labels + " " + value + " @" + millis);
          }

          @Override
          public void sample(Labels labels, long millis, NativeHistogram value, long start) {}

          @Override
          public void exemplar(Labels labels, Exemplar exemplar) {}

          @Override
          public void metadata(MetricMetadata family) {}

          @Override
          public void refused(long points, String reason) {}
        });
    String info =
        "{__name__=\"target_info\", host_name=\"h\", instance=\"i1\", job=\"eu/shop\"} 1.0 @";
    assertEquals(
        List.of(
            "{__name__=\"up\", instance=\"i1\", job=\"eu/shop\"} 1.0 @1000",
            "{__name__=\"up\", instance=\"i1\", job=\"eu/shop\"} 1.0 @401000",
            info + "1000",
            info + "151000",
            info + "301000",
            info + "401000"),
        series);
  }

  @Test
  void aMonotonicSumIsACounterWithItsStartAndExemplars() throws Exception {
    assertEquals(
        List.of(
            "COUNTER requests_total ",
            "{__name__=\"requests_total\", a_b=\"1;2\"} 4.0 @2000 since 1000",
            "exemplar of {__name__=\"requests_total\", a_b=\"1;2\"} {trace_id=\"0a\"} 1.5"),
        map(
            """
            {"name":"requests","unit":"{request}","sum":{"isMonotonic":true,"aggregationTemporality":2,"dataPoints":[
            {"startTimeUnixNano":"1000000000","timeUnixNano":"2000000000","asDouble":4,
            "attributes":[{"key":"a_b","value":{"stringValue":"2"}},{"key":"a.b","value":{"stringValue":"1"}}],
            "exemplars":[{"traceId":"0a","asDouble":1.5,"timeUnixNano":"2000000000"}]}]}}\
            """));
  }

  @Test
  void deltasAreRefusedWithTheNumberOfTheirPoints() throws Exception {
    assertEquals(
        List.of("refused 2: metric m: temporality delta (expected: cumulative)"),
        map(
            """
            {"name":"m","sum":{"isMonotonic":true,"aggregationTemporality":1,"dataPoints":[{},{}]}}\
            """));
    assertTrue(
        map("{\"name\":\"m\",\"histogram\":{\"dataPoints\":[{}]}}")
            .getFirst()
            .startsWith("refused 1"));
  }

  @Test
  void aHistogramBecomesItsSeriesAndEachExemplarStandsAtItsBucket() throws Exception {
    assertEquals(
        List.of(
            "HISTOGRAM d_seconds seconds",
            "{__name__=\"d_seconds_sum\"} 7.5 @1000",
            "{__name__=\"d_seconds_count\"} 6.0 @1000",
            "{__name__=\"d_seconds_bucket\", le=\"0.5\"} 1.0 @1000",
            "{__name__=\"d_seconds_bucket\", le=\"1\"} 3.0 @1000",
            "exemplar of {__name__=\"d_seconds_bucket\", le=\"1\"} {} 0.7",
            "{__name__=\"d_seconds_bucket\", le=\"+Inf\"} 6.0 @1000",
            "exemplar of {__name__=\"d_seconds_bucket\", le=\"+Inf\"} {} 9.0"),
        map(
            """
            {"name":"d","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"timeUnixNano":"1000000000",
            "count":"6","sum":7.5,"bucketCounts":["1","2","3"],"explicitBounds":[0.5,1.0],
            "exemplars":[{"asDouble":0.7},{"asInt":"9"}]}]}}\
            """));
  }

  @Test
  void anExponentialHistogramBecomesANativeOne() throws Exception {
    assertEquals(
        List.of(
            "HISTOGRAM e ",
            "{__name__=\"e\"} {schema:8 count:9.0 sum:3.5 z_bucket:1.0 z_bucket_w:1.0E-128"
                + " spans:[Span[offset=2, length=2], Span[offset=3, length=1]]"
                + " buckets:[3.0, 3.0, 1.0] n_spans:[] n_buckets:[] custom_values:[]"
                + " hint:UNKNOWN} @1000"),
        map(
            """
            {"name":"e","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"timeUnixNano":"1000000000",
            "scale":9,"count":"9","sum":3.5,"zeroCount":"1",
            "positive":{"offset":2,"bucketCounts":["1","2","3",0,0,0,0,0,0,0,"1"]}}]}}\
            """));
    assertTrue(
        map("""
        {"name":"e","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"scale":-5}]}}\
        """)
            .get(1)
            .startsWith("refused 1"));
  }

  @Test
  void aSummaryBecomesItsSeries() throws Exception {
    assertEquals(
        List.of(
            "SUMMARY s ",
            "{__name__=\"s_sum\"} 5.0 @1000",
            "{__name__=\"s_count\"} 2.0 @1000",
            "{__name__=\"s\", quantile=\"0.99\"} 3.0 @1000"),
        map(
            """
            {"name":"s","summary":{"dataPoints":[{"timeUnixNano":"1000000000","count":2,"sum":5,
            "quantileValues":[{"quantile":0.99,"value":3}]}]}}\
            """));
  }

  @Test
  void aPointWithoutARecordedValueEndsItsSeries() throws Exception {
    assertEquals(
        List.of("GAUGE g ", "{__name__=\"g\"} stale @1000"),
        map(
            "{\"name\":\"g\",\"gauge\":{\"dataPoints\":[{\"timeUnixNano\":\"1000000000\",\"flags\":1}]}}"));
    assertEquals(
        "{__name__=\"e\"} stale @1000",
        map("""
        {"name":"e","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"timeUnixNano":"1000000000","flags":1}]}}\
        """)
            .get(1));
  }
}
