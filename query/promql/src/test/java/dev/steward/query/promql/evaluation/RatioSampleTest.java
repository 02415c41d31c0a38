package dev.steward.query.promql.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.spi.model.Labels;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class RatioSampleTest {
  private static long hash(String text) {
    return XxHash64.of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Values of the reference implementation. */
  @Test
  void theHashIsXxHash64() {
    assertEquals(0xEF46DB3751D8E999L, hash(""));
    assertEquals(0xD24EC4F1A98C6E5BL, hash("a"));
    assertEquals(0x415872F599CEA71EL, hash("asdf"));
    assertEquals(
        0x02A2E85470D6FD96L,
        hash("Call me Ishmael. Some years ago--never mind how long precisely-"));
  }

  @Test
  void everySeriesIsInAShareOrInTheRestOfIt() {
    int inside = 0;
    for (int i = 0; i < 1000; i++) {
      Labels labels = Labels.of("__name__", "up", "instance", "host-" + i + "x".repeat(i % 300));
      boolean first = RatioSample.contains(labels, 0.3);
      assertEquals(!first, RatioSample.contains(labels, -0.7));
      inside += first ? 1 : 0;
    }
    assertTrue(inside > 230 && inside < 370, inside + " of 1000");
  }
}
