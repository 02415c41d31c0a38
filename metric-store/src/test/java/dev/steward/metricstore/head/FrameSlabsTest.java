package dev.steward.metricstore.head;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.metricstore.codec.FrameDecoder;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.store.SampleColumns;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class FrameSlabsTest {
  private final Deque<byte[]> spare = new ArrayDeque<>();
  private final Sealer sealer = new Sealer();

  private static SampleColumns samples(long firstMillis, double firstValue) {
    SampleColumns samples = new SampleColumns();
    for (int i = 0; i < 16; i++) {
      samples.add(firstMillis + i * 15_000L, firstValue + i);
    }
    return samples;
  }

  private static List<Double> values(FrameSlabs slabs, int first, TimeRange range) {
    SampleColumns read = new SampleColumns();
    slabs.copy(first, range, new FrameDecoder(), read);
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < read.size(); i++) {
      values.add(read.values()[i]);
    }
    return values;
  }

  @Test
  void theFramesOfASeriesAreReadInOrderHoweverOthersLieBetween() {
    FrameSlabs slabs = new FrameSlabs(spare);
    int[] first = new int[2000];
    int[] last = new int[2000];
    for (int round = 0; round < 3; round++) {
      for (int series = 0; series < first.length; series++) {
        int before = round == 0 ? FrameSlabs.NONE : last[series];
        last[series] = sealer.seal(samples(round * 240_000L, series + 100 * round), slabs, before);
        first[series] = round == 0 ? sealer.first() : first[series];
      }
    }
    for (int series = 0; series < first.length; series++) {
      List<Double> values = values(slabs, first[series], TimeRange.ALL);
      assertEquals(48, values.size());
      assertEquals(series, values.getFirst());
      assertEquals(series + 215.0, values.getLast());
    }
    assertEquals(
        List.of(115.0, 200.0), values(slabs, first[0], TimeRange.closed(465_000, 480_000)));
  }

  @Test
  void slabsPassOnUnlessAReaderHoldsThem() {
    FrameSlabs read = new FrameSlabs(spare);
    sealer.seal(samples(0, 7), read, FrameSlabs.NONE);
    int first = sealer.first();
    read.hold();
    read.recycle();
    assertTrue(spare.isEmpty());

    FrameSlabs next = new FrameSlabs(spare);
    sealer.seal(samples(0, 1000), next, FrameSlabs.NONE);
    assertEquals(7.0, values(read, first, TimeRange.ALL).getFirst());
    read.release();

    next.recycle();
    assertEquals(1, spare.size());
    FrameSlabs last = new FrameSlabs(spare);
    sealer.seal(samples(0, 2000), last, FrameSlabs.NONE);
    assertTrue(spare.isEmpty());
    assertEquals(2000.0, values(last, sealer.first(), TimeRange.ALL).getFirst());
  }

  @Test
  void aFrameLargerThanASlabHasOneOfItsOwn() {
    long seed = 20261120;
    Random random = new Random(seed);
    SampleColumns large = new SampleColumns();
    for (int i = 0; i < 16; i++) {
      double[] buckets = new double[1000];
      for (int bucket = 0; bucket < buckets.length; bucket++) {
        buckets[bucket] = random.nextDouble();
      }
      NativeHistogram.Span[] spans = {new NativeHistogram.Span(0, buckets.length)};
      large.add(i * 1000L, NativeHistogram.builder().sum(i).positive(spans, buckets).build());
    }
    FrameSlabs slabs = new FrameSlabs(spare);
    sealer.seal(large, slabs, FrameSlabs.NONE);
    int first = sealer.first();
    sealer.seal(samples(0, 1), slabs, FrameSlabs.NONE);
    SampleColumns read = new SampleColumns();
    slabs.copy(first, TimeRange.ALL, new FrameDecoder(), read);
    assertEquals(16, read.size(), "seed " + seed);
    assertEquals(large.histogram(15), read.histogram(15), "seed " + seed);
    assertEquals(1.0, values(slabs, sealer.first(), TimeRange.ALL).getFirst());
    slabs.recycle();
    assertFalse(spare.isEmpty());
    assertTrue(spare.stream().allMatch(slab -> slab.length == 1 << 16));
  }
}
