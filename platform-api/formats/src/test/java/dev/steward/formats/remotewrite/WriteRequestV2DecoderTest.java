package dev.steward.formats.remotewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.formats.protobuf.MalformedMessageException;
import dev.steward.formats.protobuf.MessageWriter;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class WriteRequestV2DecoderTest {
  private static final KeyedHash HASH = new KeyedHash(new Random(1));

  private final MessageWriter request = new MessageWriter();

  private Heard decode() throws MalformedMessageException {
    Heard heard = new Heard();
    WriteRequestV2Decoder.decode(request.bytes(), request.size(), HASH, heard);
    return heard;
  }

  private void symbols(String... texts) {
    for (String text : texts) {
      request.text(4, text);
    }
  }

  private void refs(int... refs) {
    int field = request.begin(1);
    for (int ref : refs) {
      request.rawVarint(ref);
    }
    request.end(field);
  }

  @Test
  void everythingOfASeriesIsRead() throws Exception {
    int series = request.begin(5);
    int sample = request.begin(2);
    request.float64(1, 3).varint(2, 2000).varint(3, 500);
    request.end(sample);
    sample = request.begin(2);
    request.float64(1, 4).varint(2, 3000);
    request.end(sample);
    int exemplar = request.begin(4);
    refs(5, 6);
    request.float64(2, 0.5).varint(3, 1999);
    request.end(exemplar);
    int metadata = request.begin(5);
    request.varint(1, 1).varint(3, 7).varint(4, 8);
    request.end(metadata);
    request.varint(6, 400);
    refs(1, 2, 3, 4);
    request.end(series);
    symbols("", "__name__", "hits", "job", "web", "trace_id", "abc", "How many.", "hits");
    assertEquals(
        List.of(
            "{__name__=\"hits\", job=\"web\"}",
            "3.0 at 2000 since 500",
            "4.0 at 3000 since 400",
            "exemplar {trace_id=\"abc\"} 0.5",
            "COUNTER How many. hits"),
        decode().lines);
  }

  @Test
  void equalLabelsHaveEqualHashesWhateverTheirNumbers() throws Exception {
    int series = request.begin(5);
    refs(1, 2);
    request.end(series);
    series = request.begin(5);
    refs(3, 4);
    request.end(series);
    series = request.begin(5);
    refs(4, 3);
    request.end(series);
    symbols("", "__name__", "up", "__name__", "up");
    Heard heard = decode();
    assertEquals(heard.hashes.get(0), heard.hashes.get(1));
    assertTrue(!heard.hashes.get(0).equals(heard.hashes.get(2)));
  }

  @Test
  void numbersThatReferToNothingCostTheirSeriesAlone() throws Exception {
    symbols("", "__name__", "up");
    int series = request.begin(5);
    refs(1, 9);
    request.end(series);
    series = request.begin(5);
    refs(1);
    request.end(series);
    series = request.begin(5);
    refs(1, 2);
    request.end(series);
    List<String> lines = decode().lines;
    assertEquals("invalid labels_refs: 9 (expected: a symbol's number)", lines.get(0));
    assertTrue(lines.get(1).startsWith("invalid labels_refs: 1 numbers"), lines.get(1));
    assertEquals("{__name__=\"up\"}", lines.get(2));
  }

  @Test
  void theFirstSymbolIsEmpty() {
    symbols("up");
    assertThrows(MalformedMessageException.class, this::decode);
  }
}
