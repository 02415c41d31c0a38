package dev.steward.logstore.block;

import dev.steward.logstore.bytes.BitSource;
import dev.steward.logstore.bytes.ByteSource;
import dev.steward.logstore.bytes.CorruptDataException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When each line of a block happened and which level it has: all that counting needs.
 *
 * @param times nanoseconds since the Unix epoch, rising within each run; never to be written
 * @param levelValues the distinct levels; null is having none
 * @param levelIds for each line its level's index; never to be written
 */
public record CountsSection(long[] times, List<@Nullable String> levelValues, int[] levelIds) {
  /**
   * Reads a section.
   *
   * @param runEnds for each run the number of the line after its last
   * @param runFirsts for each run the time of its first line
   */
  public static CountsSection read(ByteSource from, int[] runEnds, long[] runFirsts)
      throws CorruptDataException {
    int unit = from.readByte();
    List<@Nullable String> values = LevelCodec.readValues(from);
    int lines = runEnds.length == 0 ? 0 : runEnds[runEnds.length - 1];
    if (lines > 0 && values.isEmpty()) {
      throw new CorruptDataException("levels: none (expected: at least one)");
    }
    long[] times = new long[lines];
    int[] ids = new int[values.size() > 1 ? lines : 0];
    BitSource bits = new BitSource(from);
    int start = 0;
    for (int run = 0; run < runEnds.length; run++) {
      TimeCodec.read(bits, runFirsts[run], unit, times, start, runEnds[run]);
      LevelCodec.readRun(bits, values.size(), ids, start, runEnds[run]);
      start = runEnds[run];
    }
    return new CountsSection(times, values, ids);
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
