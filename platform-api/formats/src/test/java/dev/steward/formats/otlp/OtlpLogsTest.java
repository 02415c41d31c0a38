package dev.steward.formats.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OtlpLogsTest {
  private static List<String> map(String json) throws MalformedOtlpException {
    ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
    OtlpJson.merge(json.getBytes(StandardCharsets.UTF_8), request);
    List<String> heard = new ArrayList<>();
    OtlpLogs.map(
        request.build(),
        99,
        new OtlpLogs.Sink() {
          @Override
          public void stream(Labels labels) {
            heard.add(labels.toString());
          }

          @Override
          public void entry(long timestampNanos, Line line, Labels metadata) {
            heard.add(timestampNanos + " " + line + " " + metadata);
          }
        });
    return heard;
  }

  @Test
  void aFewAttributesNameTheStreamAndAllElseIsMetadata() throws Exception {
    assertEquals(
        List.of(
            "{k8s_pod_name=\"p-1\", service_name=\"shop\"}",
            "7 paid {amount=\"12.5\", cart_items=\"3\", cart_user_id=\"u\", host_name=\"web1\","
                + " observed_timestamp=\"8\", scope_name=\"lib\", scope_version=\"1\","
                + " severity_number=\"17\", severity_text=\"Error\", span_id=\"eee19b7ec3c1b174\","
                + " trace_id=\"5b8efff798038103d269b633813fc60c\"}"),
        map(
            """
            {"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}},
            {"key":"k8s.pod.name","value":{"stringValue":"p-1"}},{"key":"host.name","value":{"stringValue":"web1"}}]},
            "scopeLogs":[{"scope":{"name":"lib","version":"1"},"logRecords":[{"timeUnixNano":"7","observedTimeUnixNano":"8",
            "severityNumber":17,"severityText":"Error","body":{"stringValue":"paid"},
            "traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174",
            "attributes":[{"key":"amount","value":{"doubleValue":12.5}},{"key":"empty","value":{"stringValue":""}},
            {"key":"cart","value":{"kvlistValue":{"values":[{"key":"items","value":{"intValue":3}},
            {"key":"user.id","value":{"stringValue":"u"}}]}}}]}]}]}]}\
            """));
  }

  @Test
  void aRecordWithoutATimeHasThatOfItsObservationOrOfItsReceipt() throws Exception {
    assertEquals(
        List.of("{}", "8 a {}", "99 b {}"),
        map(
            """
            {"resourceLogs":[{"scopeLogs":[{"logRecords":[
            {"observedTimeUnixNano":"8","body":{"stringValue":"a"},"traceId":"00000000000000000000000000000000"},
            {"body":{"stringValue":"b"}}]}]}]}\
            """));
  }

  @Test
  void aBodyThatIsNoTextBecomesJson() throws Exception {
    assertEquals(
        List.of(
            "{}",
            "99 {\"a\":[1,true,null,\"AQI=\"],\"b\":\"x\\\"<y>\\n\"} {}",
            "99 1.5 {}",
            "99  {}"),
        map(
            """
            {"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":{"kvlistValue":{"values":[
            {"key":"b","value":{"stringValue":"x\\"<y>\\n"}},
            {"key":"a","value":{"arrayValue":{"values":[{"intValue":1},{"boolValue":true},{},{"bytesValue":"AQI="}]}}}]}}},
            {"body":{"doubleValue":1.5}},{}]}]}]}\
            """));
  }
}
