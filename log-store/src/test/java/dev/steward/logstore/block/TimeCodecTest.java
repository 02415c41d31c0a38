package dev.steward.logstore.block;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.steward.logstore.bytes.BitSink;
import dev.steward.logstore.bytes.BitSource;
import dev.steward.logstore.bytes.ByteSink;
import dev.steward.logstore.bytes.ByteSource;
import dev.steward.logstore.bytes.CorruptDataException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TimeCodecTest {
  @Test
  void risingTimesOfAnyDensityComeBack() throws CorruptDataException {
    long seed = Long.getLong("steward.seed", System.nanoTime());
    System.out.println("steward.seed=" + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      long[] times = new long[random.nextInt(200)];
      long unit = (long) Math.pow(1000, random.nextInt(4));
      long time = random.nextLong() / 4;
      for (int i = 0; i < times.length; i++) {
        long gap = random.nextInt(50) == 0 ? random.nextLong(1L << 45) : random.nextInt(1000);
        time += random.nextInt(5) == 0 ? 0 : gap / unit * unit;
        times[i] = time;
      }
      assertArrayEquals(times, reread(times), "seed " + seed + ", round " + round);
    }
  }

  private static long[] reread(long[] times) throws CorruptDataException {
    ByteSink sink = new ByteSink(16);
    BitSink bits = new BitSink(sink);
    int unit = TimeCodec.unit(times, 0, times.length, TimeCodec.coarsest());
    TimeCodec.write(times, 0, times.length, unit, bits);
    bits.finish();
    long[] read = new long[times.length];
    BitSource source = new BitSource(new ByteSource(Arrays.copyOf(sink.array(), sink.size())));
    TimeCodec.read(source, times.length == 0 ? 0 : times[0], unit, read, 0, times.length);
    return read;
  }
}
