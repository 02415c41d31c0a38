package dev.steward.spi.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class QueryContextTest {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final QueryContext context =
      new QueryContext(nanos::get, Duration.ofNanos(100), 10, 1000);

  private static ErrorCode code(Runnable query) {
    return assertThrows(StewardException.class, query::run).code();
  }

  @Test
  void aQueryStopsAfterItsDeadlineAlsoWhereTheClockOverflows() {
    nanos.addAndGet(100);
    context.checkpoint();
    nanos.incrementAndGet();
    assertEquals(ErrorCode.DEADLINE_EXCEEDED, code(context::checkpoint));
  }

  @Test
  void aCancelledQueryStopsAtItsNextCheckpoint() {
    context.chargeSamples(1);
    context.cancel();
    assertEquals(ErrorCode.CANCELLED, code(context::checkpoint));
    assertEquals(ErrorCode.CANCELLED, code(() -> context.chargeSamples(1)));
  }

  @Test
  void samplesAreCountedUpToTheBudget() {
    context.chargeSamples(4);
    context.chargeSamples(6);
    assertEquals(10, context.samplesRead());
    assertEquals(ErrorCode.EXECUTION_FAILED, code(() -> context.chargeSamples(1)));
  }

  @Test
  void linesAndBytesAreCountedUpToTheBudget() {
    context.chargeLines(3, 1000);
    assertEquals(3, context.linesRead());
    assertEquals(1000, context.bytesRead());
    assertEquals(ErrorCode.LIMIT_EXCEEDED, code(() -> context.chargeLines(1, 1)));
  }

  @Test
  void aWarningIsKeptOnceInTheOrderOfItsComing() {
    context.warn("b");
    context.warn("a");
    context.warn("b");
    assertEquals(List.of("b", "a"), context.warnings());
    for (int i = 0; i < 5000; i++) {
      context.warn("w" + i);
    }
    assertEquals(1000, context.warnings().size());
  }

  @Test
  void workThatNobodyWaitsForHasNoLimits() {
    QueryContext unlimited = QueryContext.unlimited();
    unlimited.chargeSamples(Long.MAX_VALUE / 2);
    unlimited.chargeLines(1, Long.MAX_VALUE / 2);
    unlimited.checkpoint();
    assertEquals(1, unlimited.linesRead());
  }
}
