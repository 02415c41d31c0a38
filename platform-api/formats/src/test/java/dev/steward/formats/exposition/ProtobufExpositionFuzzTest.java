package dev.steward.formats.exposition;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.steward.formats.protobuf.MalformedMessageException;
import dev.steward.spi.model.Exemplar;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.MetricMetadata;
import dev.steward.spi.model.NativeHistogram;
import java.util.List;
import org.junit.jupiter.api.Tag;

@Tag("fuzz")
class ProtobufExpositionFuzzTest {
  private static final ExpositionSink NOWHERE =
      new ExpositionSink() {
        @Override
        public void family(MetricMetadata family) {}

        @Override
        public void sample(
            Labels labels, double value, long timestamp, long start, List<Exemplar> exemplars) {}

        @Override
        public void histogram(
            Labels labels,
            NativeHistogram histogram,
            long timestamp,
            long start,
            List<Exemplar> exemplars) {}
      };

  @FuzzTest
  void anyBytesAreReadOrRefused(byte[] bytes) {
    try {
      ProtobufExposition.read(bytes, bytes.length, true, true, NOWHERE);
    } catch (MalformedMessageException e) {
      // Refused, which is an answer.
    }
  }
}
