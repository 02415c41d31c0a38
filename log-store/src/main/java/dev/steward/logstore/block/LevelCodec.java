package dev.steward.logstore.block;

import dev.steward.logstore.bytes.BitSink;
import dev.steward.logstore.bytes.BitSource;
import dev.steward.logstore.bytes.ByteSink;
import dev.steward.logstore.bytes.ByteSource;
import dev.steward.logstore.bytes.CorruptDataException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The metadata {@code detected_level} of each line, kept beside the timestamps, so that counting by
 * level reads nothing else.
 */
final class LevelCodec {
  static final String NAME = "detected_level";

  private LevelCodec() {}

  /**
   * Levels of a block.
   *
   * @param values the distinct levels; null is having none
   * @param ids for each line its level's index in {@code values}
   */
  record Levels(List<@Nullable String> values, int[] ids) {}

  static void writeValues(Levels levels, ByteSink to) {
    to.writeVarint(levels.values().size());
    for (@Nullable String value : levels.values()) {
      to.writeByte(value == null ? 0 : 1);
      if (value != null) {
        to.writeText(value);
      }
    }
  }

  static List<@Nullable String> readValues(ByteSource from) throws CorruptDataException {
    int count = from.readCount();
    List<@Nullable String> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(from.readByte() == 0 ? null : from.readText());
    }
    return values;
  }

  private static int width(int values) {
    return 32 - Integer.numberOfLeadingZeros(values - 1);
  }

  /** Appends the ids of a run: one for all, or one for each line. */
  static void writeRun(Levels levels, int from, int to, BitSink bits) {
    int width = width(levels.values().size());
    if (width == 0) {
      return;
    }
    boolean uniform = true;
    for (int line = from + 1; line < to; line++) {
      uniform &= levels.ids()[line] == levels.ids()[from];
    }
    bits.write(uniform ? 1 : 0, 1);
    for (int line = from; line < (uniform ? from + 1 : to); line++) {
      bits.write(levels.ids()[line], width);
    }
  }

  /** Passes over the ids of a run of so many lines. */
  static void skipRun(BitSource bits, int values, int lines) throws CorruptDataException {
    int width = width(values);
    if (width > 0) {
      boolean uniform = bits.read(1) == 1;
      bits.skip(uniform ? width : (long) width * lines);
    }
  }

  static void readRun(BitSource bits, int values, int[] ids, int from, int to)
      throws CorruptDataException {
    int width = width(values);
    if (width == 0) {
      return;
    }
    boolean uniform = bits.read(1) == 1;
    for (int line = from; line < to; line++) {
      ids[line] = uniform && line > from ? ids[from] : (int) bits.read(width);
      if (ids[line] >= values) {
        throw new CorruptDataException(
            "level: " + ids[line] + " (expected: less than " + values + ")");
      }
    }
  }
}
