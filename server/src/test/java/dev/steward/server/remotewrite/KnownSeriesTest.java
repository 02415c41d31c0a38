package dev.steward.server.remotewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.spi.model.Labels;
import dev.steward.spi.store.SeriesHandle;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class KnownSeriesTest {
  private static final long LIFETIME = 1000;

  private record Handle(Labels labels) implements SeriesHandle {}

  /** A series that may leave its store. */
  private static final class Leaving implements SeriesHandle {
    boolean gone;

    @Override
    public Labels labels() {
      return Labels.EMPTY;
    }

    @Override
    public boolean isActive() {
      return !gone;
    }
  }

  private final KnownSeries known = new KnownSeries(4096, LIFETIME, 0);

  private static KnownSeries.Entry entry(long hash) {
    return new KnownSeries.Entry(hash, hash, new Handle(Labels.EMPTY));
  }

  @Test
  void whatWasPutIsFoundByBothHalvesOfItsHash() {
    Random random = new Random(7);
    KnownSeries.Entry[] entries = new KnownSeries.Entry[4000];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = entry(random.nextLong());
      known.put(entries[i]);
    }
    random = new Random(7);
    KnownSeries.Entry before = null;
    for (int round = 0; round < 2; round++) {
      random.setSeed(7);
      for (KnownSeries.Entry expected : entries) {
        long hash = random.nextLong();
        KnownSeries.Entry found = known.find(before, hash, hash);
        assertSame(expected, found);
        assertNull(known.find(before, hash + 1, hash));
        before = found;
      }
    }
  }

  @Test
  void aSeriesInAnotherOrderIsFoundToo() {
    KnownSeries.Entry one = entry(1);
    KnownSeries.Entry two = entry(2);
    known.put(one);
    known.put(two);
    assertSame(two, known.find(one, 2, 2));
    assertSame(one, known.find(one, 1, 1));
    assertSame(two, known.find(one, 2, 2));
  }

  @Test
  void whatLeftTheStoreIsForgottenBeforeThereIsMoreRoom() {
    KnownSeries.Entry[] entries = new KnownSeries.Entry[2000];
    for (int i = 0; i < entries.length; i++) {
      Leaving handle = new Leaving();
      entries[i] = new KnownSeries.Entry(i, i, handle);
      known.put(entries[i]);
      if (i >= 100) {
        ((Leaving) entries[i - 100].handle()).gone = true;
      }
    }
    assertTrue(known.size() < 700, known.size() + " are known");
    for (int i = 1900; i < entries.length; i++) {
      assertSame(entries[i], known.find(null, i, i));
    }
  }

  @Test
  void whatNobodyWritesForTwoLifetimesIsForgotten() {
    KnownSeries.Entry first = entry(1);
    KnownSeries.Entry kept = entry(2);
    KnownSeries.Entry dropped = entry(3);
    known.put(first);
    known.put(kept);
    known.put(dropped);
    assertSame(kept, known.find(first, 2, 2));
    known.age(LIFETIME + 1);
    assertSame(first, known.find(null, 1, 1));
    assertSame(kept, known.find(first, 2, 2));
    known.age(2 * LIFETIME + 2);
    assertSame(kept, known.find(null, 2, 2));
    assertNull(known.find(null, 3, 3));
    assertEquals(1, known.size());
  }
}
