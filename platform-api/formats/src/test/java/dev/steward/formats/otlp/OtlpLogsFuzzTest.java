package dev.steward.formats.otlp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import org.junit.jupiter.api.Tag;

@Tag("fuzz")
class OtlpLogsFuzzTest {
  @FuzzTest
  void anyBytesAreMappedOrRefused(byte[] bytes) {
    ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
    try {
      if (bytes.length > 0 && bytes[0] == '{') {
        OtlpJson.merge(bytes, request);
      } else {
        request.mergeFrom(bytes);
      }
    } catch (MalformedOtlpException | InvalidProtocolBufferException e) {
      return;
    }
    OtlpLogs.map(
        request.build(),
        1,
        new OtlpLogs.Sink() {
          @Override
          public void stream(Labels labels) {}

          @Override
          public void entry(long timestampNanos, Line line, Labels metadata) {
            if (timestampNanos == 0) {
              throw new AssertionError("an entry without a time");
            }
          }
        });
  }
}
