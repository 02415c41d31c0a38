package dev.steward.formats.exposition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.formats.exposition.ExpositionParser.Piece;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.MetricType;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpositionWriterTest {
  @Test
  void familiesAndSamplesAreWritten() {
    String text =
        new ExpositionWriter()
            .family("node_load1", MetricType.GAUGE, "1m load \\ average.\n")
            .sample(Labels.of("__name__", "node_load1"), 0.25)
            .sample(Labels.of("__name__", "node_load1", "a", "x\"\\\n", "b", ""), 1e9, 5)
            .family("my.metric", MetricType.COUNTER, "")
            .sample(Labels.of("__name__", "my.metric", "l.x", "1"), Double.NaN)
            .toString();
    assertEquals(
        """
        # HELP node_load1 1m load \\\\ average.\\n
        # TYPE node_load1 gauge
        node_load1 0.25
        node_load1{a="x\\"\\\\\\n",b=""} 1e+09 5
        # TYPE "my.metric" counter
        {"my.metric","l.x"="1"} NaN
        """,
        text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, -0",
    "1, 1",
    "999999, 999999",
    "1000000, 1e+06",
    "1234567.5, 1.2345675e+06",
    "123456.75, 123456.75",
    "0.0001, 0.0001",
    "0.00001, 1e-05",
    "-2.5e-7, -2.5e-07",
    "1e100, 1e+100",
    "Infinity, +Inf",
    "-Infinity, -Inf",
    "1.792e12, 1.792e+12"
  })
  void numbersAreWrittenAsGoWritesThem(double value, String text) {
    StringBuilder into = new StringBuilder();
    NumberText.append(into, value);
    assertEquals(text, into.toString());
  }

  @Test
  void whatIsWrittenIsReadBack() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String alphabet = "aB_:1 .\"\\\n{}=,#ä😀";
    int[] points = alphabet.codePoints().toArray();
    for (int round = 0; round < 2000; round++) {
      Labels.Builder labels = Labels.builder().set("__name__", word(random, points) + "m");
      for (int i = random.nextInt(4); i > 0; i--) {
        labels.set("l" + word(random, points), word(random, points));
      }
      double value = Double.longBitsToDouble(random.nextLong());
      Labels written = labels.build();
      byte[] bytes =
          new ExpositionWriter().sample(written, value).toString().getBytes(StandardCharsets.UTF_8);
      ExpositionParser parser =
          new ExpositionParser(ExpositionFormat.PROMETHEUS_TEXT, bytes, 0, bytes.length);
      assertEquals(Piece.SAMPLE, parser.next(), "seed " + seed);
      assertEquals(written, parser.labels(), "seed " + seed);
      assertEquals(value, parser.value(), "seed " + seed);
      assertEquals(Piece.END, parser.next(), "seed " + seed);
    }
  }

  private static String word(Random random, int[] points) {
    StringBuilder word = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      word.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return word.toString();
  }
}
