package dev.steward.formats.remotewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.formats.protobuf.MalformedMessageException;
import dev.steward.formats.protobuf.MessageWriter;
import dev.steward.spi.model.NativeHistogram;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class WriteRequestDecoderTest {
  private static final KeyedHash HASH = new KeyedHash(new Random(1));

  private static Heard decode(MessageWriter request) throws MalformedMessageException {
    Heard heard = new Heard();
    WriteRequestDecoder.decode(request.bytes(), request.size(), HASH, heard);
    return heard;
  }

  private static void label(MessageWriter into, String name, String value) {
    int label = into.begin(1);
    into.text(1, name).text(2, value);
    into.end(label);
  }

  private static void sample(MessageWriter into, double value, long timestamp) {
    int sample = into.begin(2);
    into.float64(1, value).varint(2, timestamp);
    into.end(sample);
  }

  @Test
  void samplesFollowTheirSeries() throws Exception {
    MessageWriter request = new MessageWriter();
    int series = request.begin(1);
    label(request, "__name__", "up");
    label(request, "job", "nöde");
    sample(request, 1.5, 1000);
    sample(request, -2, -1);
    request.end(series);
    int metadata = request.begin(3);
    request.varint(1, 1).text(2, "up").text(4, "Whether.").text(5, "");
    request.end(metadata);
    assertEquals(
        List.of(
            "{__name__=\"up\", job=\"nöde\"}",
            "1.5 at 1000 since 0",
            "-2.0 at -1 since 0",
            "MetricMetadata[family=up, type=COUNTER, help=Whether., unit=]"),
        decode(request).lines);
  }

  @Test
  void labelsBehindSamplesCountToo() throws Exception {
    MessageWriter request = new MessageWriter();
    int series = request.begin(1);
    sample(request, 1, 1);
    label(request, "job", "x");
    sample(request, 2, 2);
    label(request, "__name__", "up");
    request.end(series);
    assertEquals(
        List.of("{__name__=\"up\", job=\"x\"}", "1.0 at 1 since 0", "2.0 at 2 since 0"),
        decode(request).lines);
  }

  @Test
  void equalLabelsHaveEqualHashesAndOthersOthers() throws Exception {
    Heard heard = new Heard();
    for (String name : new String[] {"up", "up", "upx"}) {
      MessageWriter request = new MessageWriter();
      int series = request.begin(1);
      label(request, "__name__", name);
      label(request, "job", "x");
      request.end(series);
      WriteRequestDecoder.decode(request.bytes(), request.size(), HASH, heard);
    }
    assertEquals(heard.hashes.get(0), heard.hashes.get(1));
    assertNotEquals(heard.hashes.get(0), heard.hashes.get(2));
  }

  @Test
  void badLabelsAreNamedAndTheRestIsRead() throws Exception {
    MessageWriter request = new MessageWriter();
    int series = request.begin(1);
    label(request, "__name__", "up");
    label(request, "a", "1");
    label(request, "a", "2");
    sample(request, 1, 1);
    request.end(series);
    series = request.begin(1);
    int label = request.begin(1);
    request.text(1, "__name__").bytes(2, new byte[] {(byte) 0xff}, 0, 1);
    request.end(label);
    request.end(series);
    series = request.begin(1);
    label(request, "job", "nameless");
    request.end(series);
    series = request.begin(1);
    for (int i = 0; i < 10_000; i++) {
      label(request, "label" + i, "x");
    }
    request.end(series);
    series = request.begin(1);
    label(request, "__name__", "x".repeat(1 << 20));
    request.end(series);
    List<String> lines = decode(request).lines;
    assertTrue(lines.get(0).startsWith("invalid label name: a stands twice"), lines.get(0));
    assertEquals("1.0 at 1 since 0", lines.get(1));
    assertTrue(lines.get(2).contains("not UTF-8"), lines.get(2));
    assertTrue(lines.get(3).contains("expected: a metric name"), lines.get(3));
    assertTrue(lines.get(4).contains("more than 128"), lines.get(4));
    assertTrue(lines.get(5).contains("1048576 bytes"), lines.get(5));
  }

  @Test
  void anIntegerHistogramHoldsDifferences() throws Exception {
    MessageWriter request = new MessageWriter();
    int series = request.begin(1);
    label(request, "__name__", "latency");
    int histogram = request.begin(4);
    request.varint(1, 7).float64(3, 12.5).zigzag(4, 3).float64(5, 0.001).varint(6, 1);
    int span = request.begin(11);
    request.zigzag(1, -2).varint(2, 3);
    request.end(span);
    request.zigzag(12, 1).zigzag(12, 2).zigzag(12, -1).varint(14, 2).varint(15, 1234);
    request.end(histogram);
    request.end(series);
    Heard heard = decode(request);
    assertEquals("histogram at 1234 since 0", heard.lines.get(1));
    NativeHistogram read = heard.histograms.getFirst();
    assertEquals(
        NativeHistogram.builder()
            .schema(3)
            .zero(0.001, 1)
            .count(7)
            .sum(12.5)
            .positive(
                new NativeHistogram.Span[] {new NativeHistogram.Span(-2, 3)},
                new double[] {1, 3, 2})
            .resetHint(NativeHistogram.ResetHint.NOT_RESET)
            .integer(true)
            .build(),
        read);
  }

  @Test
  void aHistogramThatMakesNoSenseIsRefusedAlone() throws Exception {
    MessageWriter request = new MessageWriter();
    int series = request.begin(1);
    label(request, "__name__", "latency");
    int histogram = request.begin(4);
    request.varint(1, 7);
    request.end(histogram);
    histogram = request.begin(4);
    request.float64(2, 1).zigzag(4, -53).packed(16, new double[] {2, 1});
    request.end(histogram);
    request.end(series);
    List<String> lines = decode(request).lines;
    assertTrue(lines.get(1).startsWith("refused HISTOGRAM count: 7"), lines.get(1));
    assertTrue(lines.get(2).startsWith("refused HISTOGRAM custom bounds"), lines.get(2));
  }

  @Test
  void bytesThatAreNoRequestAreRefusedWithTheirPlace() {
    byte[] bytes = {0x0a, 0x05, 0x0a};
    MalformedMessageException error =
        assertThrows(
            MalformedMessageException.class,
            () -> WriteRequestDecoder.decode(bytes, bytes.length, HASH, new Heard()));
    assertEquals("byte 2: length 5 (expected: at most 1)", error.getMessage());
  }
}
