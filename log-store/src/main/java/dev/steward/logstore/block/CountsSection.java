package dev.steward.logstore.block;

import dev.steward.logstore.bytes.BitSource;
import dev.steward.logstore.bytes.ByteSource;
import dev.steward.logstore.bytes.CorruptDataException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When each line of a block happened and which level it has: all that counting needs.
 *
 * @param times nanoseconds since the Unix epoch, rising within each run; never to be written, and
 *     what stands after the block's lines has no meaning
 * @param levelValues the distinct levels; null is having none
 * @param levelIds for each line its level's index, or nothing where all have the same or levels
 *     were not wanted; never to be written
 */
public record CountsSection(long[] times, List<@Nullable String> levelValues, int[] levelIds) {
  private static final int[] NO_IDS = {};

  /**
   * The runs of a block, in the arrays of all runs of a part.
   *
   * @param lines how many lines each run has
   * @param firsts time of each run's first line
   * @param from number of the block's first run
   * @param to number of the run after its last
   */
  public record Runs(int[] lines, long[] firsts, int from, int to) {
    int lineCount() throws CorruptDataException {
      long count = 0;
      for (int run = from; run < to; run++) {
        count += lines[run];
      }
      if (count > Integer.MAX_VALUE) {
        throw new CorruptDataException("lines of a block: " + count);
      }
      return (int) count;
    }
  }

  /** Where sections are read to. */
  public interface Arrays {
    /** An array for the times of so many lines at least. */
    long[] times(int lines);

    /** An array for the levels of so many lines at least; null where they are not wanted. */
    int @Nullable [] levels(int lines);
  }

  /** A new pair of arrays for each section. */
  private static final Arrays NEW_ARRAYS =
      new Arrays() {
        @Override
        public long[] times(int lines) {
          return new long[lines];
        }

        @Override
        public int[] levels(int lines) {
          return new int[lines];
        }
      };

  /** Reads a section. */
  public static CountsSection read(ByteSource from, Runs runs) throws CorruptDataException {
    return read(from, runs, NEW_ARRAYS);
  }

  /** Reads a section to arrays that the caller may use again once it is done with the section. */
  public static CountsSection read(ByteSource from, Runs runs, Arrays to)
      throws CorruptDataException {
    int unit = from.readByte();
    List<@Nullable String> values = LevelCodec.readValues(from);
    int lines = runs.lineCount();
    if (lines > 0 && values.isEmpty()) {
      throw new CorruptDataException("levels: none (expected: at least one)");
    }
    long[] times = to.times(lines);
    int @Nullable [] ids = values.size() > 1 ? to.levels(lines) : NO_IDS;
    BitSource bits = new BitSource(from);
    int start = 0;
    for (int run = runs.from(); run < runs.to(); run++) {
      int end = start + runs.lines()[run];
      TimeCodec.read(bits, runs.firsts()[run], unit, times, start, end);
      if (ids == null) {
        LevelCodec.skipRun(bits, values.size(), end - start);
      } else {
        LevelCodec.readRun(bits, values.size(), ids, start, end);
      }
      start = end;
    }
    return new CountsSection(times, values, ids == null ? NO_IDS : ids);
  }

  /** The index of a line's level. */
  public int levelId(int line) {
    return levelIds.length == 0 ? 0 : levelIds[line];
  }

  /** The level of a line; null where it has none. */
  public @Nullable String level(int line) {
    return levelValues.get(levelId(line));
  }
}
