package dev.steward.server.loki;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;
import dev.steward.spi.model.LogEntry;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class TailQueueTest {
  private static final Labels STREAM = Labels.of("app", "a");

  private final AtomicLong clock = new AtomicLong();

  private static LogEntry entry(long nanos) {
    return new LogEntry(nanos, Line.of("0123456789"));
  }

  private static List<Long> times(List<TailQueue.Arrival> arrivals) {
    return arrivals.stream().map(each -> each.entry().timestampNanos()).toList();
  }

  @Test
  void whatHasNoRoomIsDroppedAndToldOnce() throws InterruptedException {
    TailQueue queue = new TailQueue(clock::get, 450);
    for (int i = 0; i < 2000; i++) {
      queue.stored(STREAM, entry(i));
    }
    List<TailQueue.Dropped> dropped = queue.takeDropped();
    assertEquals(1000, dropped.size());
    assertEquals(new TailQueue.Dropped(STREAM, 2), dropped.getFirst());
    assertEquals(List.of(), queue.takeDropped());
    assertEquals(List.of(0L, 1L), times(queue.take(10, 0, 0)));
    queue.stored(STREAM, entry(7));
    assertEquals(List.of(7L), times(queue.take(10, 0, 0)));
  }

  @Test
  void anEntryRipensForTheDelay() throws InterruptedException {
    TailQueue queue = new TailQueue(clock::get, 10_000);
    queue.stored(STREAM, entry(1));
    clock.set(50);
    queue.stored(STREAM, entry(2));
    assertEquals(List.of(), times(queue.take(10, 100, 0)));
    clock.set(100);
    assertEquals(List.of(1L), times(queue.take(10, 100, 0)));
    clock.set(150);
    assertEquals(List.of(2L), times(queue.take(10, 100, 0)));
  }

  @Test
  void aClosedQueueLetsWhoeverWaitsGo() throws InterruptedException {
    TailQueue queue = new TailQueue(System::nanoTime, 10_000);
    Thread closer = Thread.ofVirtual().start(queue::close);
    assertEquals(List.of(), queue.take(10, 0, Long.MAX_VALUE / 4));
    closer.join();
    assertTrue(queue.isClosed());
  }
}
