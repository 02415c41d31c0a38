package dev.steward.server.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.CodedOutputStream;
import dev.steward.spi.store.SampleBatch;
import dev.steward.testkit.store.metric.InMemoryMetricStore;
import dev.steward.wire.v1.SampleColumns;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SampleReaderTest {
  private final LabelDictionary dictionary =
      new LabelDictionary(new InMemoryMetricStore(Clock.systemUTC()), "web1");

  private List<String> read(byte[] message) throws UndecodableException {
    for (int id = 0; id < 5; id++) {
      dictionary.define(TestAgent.labels(id, "__name__", "m" + id));
    }
    SampleBatch batch = new SampleBatch(null, 1);
    PayloadParts.Span whole = new PayloadParts.Span(0, message.length);
    new SampleReader().read(whole, message, dictionary, batch, new Refusals());
    List<String> samples = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      samples.add(
          batch.series(i).labels().value("__name__")
              + "@"
              + batch.timestampMillis(i)
              + "="
              + batch.value(i));
    }
    return samples;
  }

  @Test
  void generatedCodesMessagesAreReadAsTheyWereWritten() throws Exception {
    SampleColumns columns =
        SampleColumns.newBuilder()
            .setTimestampMillis(-5)
            .addSeriesDeltas(3)
            .addValues(1.5)
            .addSeriesDeltas(-2)
            .addValues(Double.NEGATIVE_INFINITY)
            .build();
    assertEquals(List.of("m3@-5=1.5", "m1@-5=-Infinity"), read(columns.toByteArray()));
  }

  @Test
  void columnsThatAreNotPackedAndUnknownFieldsAreReadToo() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeSInt32(2, 4);
    out.writeDouble(3, 7);
    out.writeString(99, "of a later version");
    out.writeSFixed64(1, 9);
    out.flush();
    assertEquals(List.of("m4@9=7.0"), read(bytes.toByteArray()));
  }

  @Test
  void aBatchWhoseColumnsDifferInLengthIsNotReadAtAll() throws IOException {
    SampleColumns columns = SampleColumns.newBuilder().addSeriesDeltas(1).build();
    UndecodableException problem =
        assertThrows(UndecodableException.class, () -> read(columns.toByteArray()));
    assertEquals("series_deltas: 1 (expected: 0)", problem.getMessage());
    byte[] cut = SampleColumns.newBuilder().addValues(1).addSeriesDeltas(0).build().toByteArray();
    byte[] shorter = java.util.Arrays.copyOf(cut, cut.length - 1);
    assertThrows(UndecodableException.class, () -> read(shorter));
  }
}
