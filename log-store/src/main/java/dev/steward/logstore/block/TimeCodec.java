package dev.steward.logstore.block;

import dev.steward.logstore.bytes.BitSink;
import dev.steward.logstore.bytes.BitSource;
import dev.steward.logstore.bytes.CorruptDataException;

/**
 * Rising timestamps as Rice-coded differences.
 *
 * <p>The gaps between independent events are distributed exponentially, for which a Rice code (Rice
 * 1979: the quotient by a power of two in unary, the remainder in binary) comes within a few
 * hundredths of a bit of the best. Gaps are first divided by the coarsest unit (second, milli-,
 * micro- or nanosecond) that divides all of them. A quotient of {@link #ESCAPE} means that the
 * whole gap follows in 64 bits.
 */
final class TimeCodec {
  private static final int ESCAPE = 24;
  private static final int MAX_PARAMETER = 50;
  private static final long[] UNITS = {1, 1_000, 1_000_000, 1_000_000_000};

  private TimeCodec() {}

  /** Number of the coarsest unit that divides every gap between neighbours of a run. */
  static int unit(long[] times, int from, int to, int atMost) {
    int unit = atMost;
    for (int i = from + 1; i < to && unit > 0; i++) {
      long gap = times[i] - times[i - 1];
      while (unit > 0 && gap % UNITS[unit] != 0) {
        unit--;
      }
    }
    return unit;
  }

  /** Number of the coarsest unit there is. */
  static int coarsest() {
    return UNITS.length - 1;
  }

  /** Appends the gaps of a run; the first time is known elsewhere. */
  static void write(long[] times, int from, int to, int unit, BitSink bits) {
    if (to - from < 2) {
      return;
    }
    long divisor = UNITS[unit];
    long mean = (times[to - 1] - times[from]) / divisor / (to - from - 1);
    int parameter = mean <= 0 ? 0 : Math.min(63 - Long.numberOfLeadingZeros(mean), MAX_PARAMETER);
    bits.write(parameter, 6);
    for (int i = from + 1; i < to; i++) {
      long gap = times[i] - times[i - 1];
      long units = gap / divisor;
      long quotient = units >>> parameter;
      if (gap < 0 || quotient >= ESCAPE) {
        bits.write(-1L, ESCAPE);
        bits.writeLong(gap);
      } else {
        bits.write((1L << quotient) - 1, (int) quotient + 1);
        bits.write(units, parameter);
      }
    }
  }

  /** Reads the times of a run that starts at {@code first}. */
  static void read(BitSource bits, long first, int unit, long[] times, int from, int to)
      throws CorruptDataException {
    if (from == to) {
      return;
    }
    times[from] = first;
    if (to - from < 2) {
      return;
    }
    int parameter = (int) bits.read(6);
    if (parameter > MAX_PARAMETER || unit < 0 || unit >= UNITS.length) {
      throw new CorruptDataException("time parameter: " + parameter + ", unit: " + unit);
    }
    long divisor = UNITS[unit];
    long time = first;
    for (int i = from + 1; i < to; i++) {
      long units = bits.readRice(parameter, ESCAPE);
      time += units < 0 ? bits.readLong() : units * divisor;
      times[i] = time;
    }
  }
}
