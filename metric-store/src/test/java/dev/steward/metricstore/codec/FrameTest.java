package dev.steward.metricstore.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.model.NativeHistogram.Span;
import dev.steward.spi.store.SampleColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Frames give back samples of every kind, in any mixture. */
class FrameTest {
  @Test
  void anyMixtureOfSamplesComesBack() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    FrameEncoder encoder = new FrameEncoder();
    FrameDecoder decoder = new FrameDecoder();
    for (int round = 0; round < 300; round++) {
      SampleColumns samples = mixture(random);
      ByteWriter out = new ByteWriter(64);
      SampleColumns read = new SampleColumns();
      for (int at = 0; at < samples.size(); ) {
        out.clear();
        int end = encoder.encode(samples, at, samples.size(), TimeColumns.Sink.NONE, out);
        decoder.decode(new ByteReader(out.toByteArray()), TimeColumns.NONE, read);
        at = end;
      }
      assertEquals(show(samples), show(read), "seed " + seed + ", round " + round);
    }
  }

  private static SampleColumns mixture(Random random) {
    SampleColumns samples = new SampleColumns();
    long time = random.nextInt();
    int count = 1 + random.nextInt(random.nextBoolean() ? 20 : 3000);
    int histogramsIn100 = random.nextInt(3) * 50;
    boolean starts = random.nextInt(4) == 0;
    int buckets = 1 + random.nextInt(5);
    for (int i = 0; i < count; i++) {
      time += 1 + random.nextInt(random.nextBoolean() ? 1 : 20_000);
      if (random.nextInt(100) < histogramsIn100) {
        buckets = random.nextInt(20) == 0 ? 1 + random.nextInt(5) : buckets;
        samples.add(time, histogram(random, buckets));
      } else {
        samples.add(time, random.nextInt(1000) / 10.0);
      }
      if (starts && random.nextBoolean()) {
        samples.setStart(time - random.nextInt(10_000));
      }
    }
    return samples;
  }

  private static NativeHistogram histogram(Random random, int buckets) {
    double[] populations = random.ints(buckets, 0, 50).asDoubleStream().toArray();
    return NativeHistogram.builder()
        .schema(2)
        .count(random.nextInt(100))
        .sum(random.nextGaussian())
        .zero(1e-5, random.nextInt(3))
        .positive(new Span[] {new Span(-1, buckets)}, populations)
        .integer(true)
        .resetHint(NativeHistogram.ResetHint.values()[random.nextInt(4)])
        .build();
  }

  private static List<String> show(SampleColumns samples) {
    List<String> shown = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      shown.add(
          samples.timestampsMillis()[i]
              + " "
              + samples.values()[i]
              + " "
              + samples.histogram(i)
              + " "
              + samples.startMillis(i));
    }
    return shown;
  }
}
