package dev.steward.formats.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class OtlpJsonTest {
  private static ExportLogsServiceRequest logs(String json) throws MalformedOtlpException {
    ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
    OtlpJson.merge(json.getBytes(StandardCharsets.UTF_8), request);
    return request.build();
  }

  private static LogRecord entry(String members) throws MalformedOtlpException {
    return logs("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{" + members + "}]}]}]}")
        .getResourceLogs(0)
        .getScopeLogs(0)
        .getLogRecords(0);
  }

  @Test
  void idsAreHexadecimalEnumsNumbersAndLongNumbersTextOrNumbers() throws Exception {
    LogRecord entry =
        entry(
            """
            "timeUnixNano":"1700000000000000001","observedTimeUnixNano":1700000000000000002,
            "severityNumber":9,"severityText":"INFO","traceId":"5B8EFFF798038103D269B633813FC60C",
            "spanId":"eee19b7ec3c1b174","flags":4294967295,"body":{"stringValue":"hello"},
            "attributes":[{"key":"n","value":{"intValue":"-7"}},{"key":"b","value":{"bytesValue":"AQI="}},
            {"key":"d","value":{"doubleValue":1}},{"key":"l","value":{"arrayValue":{"values":[{"boolValue":true}]}}}],
            "fromTheFuture":{"a":[1,{"b":2}]}, "droppedAttributesCount":null
            """);
    assertEquals(1_700_000_000_000_000_001L, entry.getTimeUnixNano());
    assertEquals(1_700_000_000_000_000_002L, entry.getObservedTimeUnixNano());
    assertEquals(9, entry.getSeverityNumberValue());
    assertEquals(
        "5b8efff798038103d269b633813fc60c",
        HexFormat.of().formatHex(entry.getTraceId().toByteArray()));
    assertEquals(-1, entry.getFlags());
    assertEquals(-7, entry.getAttributes(0).getValue().getIntValue());
    assertEquals(2, entry.getAttributes(1).getValue().getBytesValue().size());
    assertEquals(1.0, entry.getAttributes(2).getValue().getDoubleValue());
    assertTrue(entry.getAttributes(3).getValue().getArrayValue().getValues(0).getBoolValue());
  }

  @Test
  void anEmptyRequestIsARequest() throws Exception {
    assertEquals(0, logs("{}").getResourceLogsCount());
    assertEquals(0, logs("{\"resourceLogs\":[]}").getResourceLogsCount());
  }

  @Test
  void metricsHaveNumbersOfEveryKind() throws Exception {
    ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
    OtlpJson.merge(
        """
        {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"m","exponentialHistogram":{
        "aggregationTemporality":2,"dataPoints":[{"scale":-1,"count":"3","sum":"NaN","zeroCount":1,
        "positive":{"offset":-2,"bucketCounts":["1",1]}}]}}]}]}]}\
        """
            .getBytes(StandardCharsets.UTF_8),
        request);
    ExponentialHistogramDataPoint point =
        request
            .getResourceMetrics(0)
            .getScopeMetrics(0)
            .getMetrics(0)
            .getExponentialHistogram()
            .getDataPoints(0);
    assertEquals(-1, point.getScale());
    assertTrue(Double.isNaN(point.getSum()));
    assertEquals(-2, point.getPositive().getOffset());
    assertEquals(1, point.getPositive().getBucketCounts(1));
  }

  @Test
  void whatDoesNotFitIsRefusedWithItsPlace() {
    for (String members :
        new String[] {
          "\"traceId\":\"zz\"",
          "\"severityNumber\":\"SEVERITY_NUMBER_INFO\"",
          "\"timeUnixNano\":-1",
          "\"timeUnixNano\":1.5",
          "\"body\":\"text\"",
          "\"attributes\":{}",
          "\"flags\":4294967296",
          "\"severityText\":7"
        }) {
      MalformedOtlpException e =
          assertThrows(MalformedOtlpException.class, () -> entry(members), members);
      assertTrue(String.valueOf(e.getMessage()).contains("expected: "), e.getMessage());
    }
    assertThrows(MalformedOtlpException.class, () -> logs("[]"));
    assertThrows(MalformedOtlpException.class, () -> logs("{}{}"));
    assertThrows(MalformedOtlpException.class, () -> logs("{\"resourceLogs\":"));
  }

  @Test
  void deepNestingIsRefused() {
    int depth = 2000;
    String body =
        "{\"arrayValue\":{\"values\":[".repeat(depth)
            + "{\"boolValue\":true}"
            + "]}}".repeat(depth);
    assertThrows(MalformedOtlpException.class, () -> entry("\"body\":" + body));
  }
}
