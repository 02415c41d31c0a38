package dev.steward.formats.otlp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.steward.spi.model.Exemplar;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.MetricMetadata;
import dev.steward.spi.model.NativeHistogram;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import org.junit.jupiter.api.Tag;

@Tag("fuzz")
class OtlpMetricsFuzzTest {
  @FuzzTest
  void anyBytesAreMappedOrRefused(byte[] bytes) {
    ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
    try {
      if (bytes.length > 0 && bytes[0] == '{') {
        OtlpJson.merge(bytes, request);
      } else {
        request.mergeFrom(bytes);
      }
    } catch (MalformedOtlpException | InvalidProtocolBufferException e) {
      return;
    }
    OtlpMetrics.map(request.build(), new Named());
  }

  /** Every series has a name. */
  private static final class Named implements OtlpMetrics.Sink {
    private static void check(Labels series) {
      if (series.valueOrEmpty(Labels.METRIC_NAME).isEmpty()) {
        throw new AssertionError("a series without a name: " + series);
      }
    }

    @Override
    public void sample(Labels series, long millis, double value, long start) {
      check(series);
    }

    @Override
    public void sample(Labels series, long millis, NativeHistogram value, long start) {
      check(series);
    }

    @Override
    public void exemplar(Labels series, Exemplar exemplar) {
      check(series);
    }

    @Override
    public void metadata(MetricMetadata family) {}

    @Override
    public void refused(long points, String reason) {}
  }
}
