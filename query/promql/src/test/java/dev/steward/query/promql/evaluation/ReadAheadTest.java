package dev.steward.query.promql.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.spi.model.Labels;
import dev.steward.spi.store.SampleColumns;
import dev.steward.spi.store.SeriesCursor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadAheadTest {
  /** Series 0, 1, 2, … of one sample each; fails at one of them. */
  private static final class Counting implements SeriesCursor {
    private final int count;
    private final int failsAt;
    private volatile boolean reading;
    private volatile boolean closedWhileReading;
    private volatile int at = -1;

    Counting(int count, int failsAt) {
      this.count = count;
      this.failsAt = failsAt;
    }

    @Override
    public boolean next() {
      at++;
      return at < count;
    }

    @Override
    public Labels labels() {
      return Labels.of("n", String.valueOf(at));
    }

    @Override
    public void read(SampleColumns into) {
      reading = true;
      if (at == failsAt) {
        reading = false;
        throw new IllegalStateException("damaged");
      }
      into.add(at, at);
      reading = false;
    }

    @Override
    public void close() {
      closedWhileReading = reading;
    }
  }

  private static List<String> readAll(SeriesCursor cursor) {
    List<String> names = new ArrayList<>();
    Thread caller = Thread.currentThread();
    ReadAhead.read(
        cursor,
        batch -> {
          assertSame(caller, Thread.currentThread());
          for (int i = 0; i < batch.size(); i++) {
            names.add(batch.labels(i).valueOrEmpty("n"));
            assertEquals(Double.parseDouble(names.getLast()), batch.columns(i).values()[0]);
          }
        });
    return names;
  }

  @Test
  void everySeriesComesOnceAndInOrder() {
    for (int count : new int[] {0, 1, 63, 64, 65, 128, 1000, 5000}) {
      List<String> names = readAll(new Counting(count, -1));
      assertEquals(count, names.size());
      for (int i = 0; i < count; i++) {
        assertEquals(String.valueOf(i), names.get(i));
      }
    }
  }

  @Test
  void aFailureOfTheStoreReachesTheCaller() {
    for (int failsAt : new int[] {0, 63, 64, 500, 999}) {
      Counting cursor = new Counting(1000, failsAt);
      IllegalStateException error =
          assertThrows(IllegalStateException.class, () -> readAll(cursor));
      assertEquals("damaged", error.getMessage());
    }
  }

  @Test
  void nobodyReadsAnyMoreWhenTheConsumerFailed() {
    Counting cursor = new Counting(1_000_000, -1);
    assertThrows(
        ArithmeticException.class,
        () -> {
          try (cursor) {
            ReadAhead.read(
                cursor,
                batch -> {
                  throw new ArithmeticException("enough");
                });
          }
        });
    assertFalse(cursor.closedWhileReading);
    assertTrue(cursor.at < 1000, "read on to " + cursor.at);
  }
}
