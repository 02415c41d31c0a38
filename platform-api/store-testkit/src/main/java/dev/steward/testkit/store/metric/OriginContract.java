package dev.steward.testkit.store.metric;

import static dev.steward.testkit.store.metric.MetricStoreFixture.T;
import static dev.steward.testkit.store.metric.MetricStoreFixture.series;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.spi.store.AppendReceipt;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** A batch is stored once for its origin. */
interface OriginContract extends MetricStoreFixture {
  @Test
  default void aSourceIsUnknownUntilItsFirstBatch() {
    assertEquals(OptionalLong.empty(), store().lastSequence("agent-1"));
    append(fromAgent(5, series("up", "h1"), T, 1));
    assertEquals(OptionalLong.of(5), store().lastSequence("agent-1"));
    assertEquals(OptionalLong.empty(), store().lastSequence("agent-2"));
  }

  @Test
  default void aBatchSentAgainIsNotStoredAgain() {
    append(fromAgent(5, series("up", "h1"), T, 1));
    AppendReceipt again = append(fromAgent(5, series("up", "h1"), T + 1, 2));
    assertEquals(new AppendReceipt(0, 1, List.of()), again);
    assertEquals(
        new AppendReceipt(0, 1, List.of()), append(fromAgent(4, series("up", "h1"), T + 1, 2)));
    assertEquals(List.of("0=1.0"), readOne("up"));
    assertEquals(OptionalLong.of(5), store().lastSequence("agent-1"));
  }

  @Test
  default void sequencesMayHaveGaps() {
    append(fromAgent(5, series("up", "h1"), T, 1));
    assertEquals(1, append(fromAgent(9, series("up", "h1"), T + 1, 2)).stored());
    assertEquals(OptionalLong.of(9), store().lastSequence("agent-1"));
  }
}
