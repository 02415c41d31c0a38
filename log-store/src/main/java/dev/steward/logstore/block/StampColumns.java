package dev.steward.logstore.block;

import dev.steward.logstore.bytes.ByteSource;
import dev.steward.logstore.bytes.CorruptDataException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Makes the columns that a block leaves out because they repeat its times. For one thread. */
final class StampColumns {
  private final ShapesSection shapes;

  /** For each template's ordinal how many lines it has. */
  private final int[] sizes;

  private final @Nullable Stamp[] stamps;
  private int count;

  StampColumns(ShapesSection shapes, int[] sizes) {
    this.shapes = shapes;
    this.sizes = sizes;
    this.stamps = new @Nullable Stamp[sizes.length];
  }

  /** Reads the stamp of a template; null where it has none. */
  @Nullable Stamp read(ByteSource from, int ordinal) throws CorruptDataException {
    int slots = shapes.templates()[ordinal].slots();
    int code = from.readCount(3 * slots);
    if (code == 0) {
      return null;
    }
    Stamp stamp = Stamp.of(code);
    if (stamp.slot() + StampText.SLOTS > slots) {
      throw new CorruptDataException(
          "stamp at slot " + stamp.slot() + " (expected: " + StampText.SLOTS + " slots)");
    }
    stamps[ordinal] = stamp;
    count++;
    return stamp;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /**
   * Appends the columns to others.
   *
   * @param columns for each template's ordinal and slot where its column starts and ends
   * @param times times of the block's lines
   */
  byte[] append(byte[] others, int[][] columns, long[] times) throws CorruptDataException {
    long size = others.length;
    for (int i = 0; i < stamps.length; i++) {
      Stamp stamp = stamps[i];
      if (stamp != null) {
        size = place(stamp, sizes[i], columns[i], size);
      }
    }
    byte[] all = Arrays.copyOf(others, (int) size);
    fill(all, columns, times);
    return all;
  }

  /** Places the columns of a template's stamp from a position on; says where they end. */
  private static long place(Stamp stamp, int lines, int[] columns, long from)
      throws CorruptDataException {
    long at = from;
    for (int slot = 0; slot < StampText.SLOTS; slot++) {
      int column = 2 * (stamp.slot() + slot);
      columns[column] = (int) at;
      at += (long) lines * (StampText.slotLength(slot, stamp.digits()) + 1);
      columns[column + 1] = (int) at;
    }
    if (at > Integer.MAX_VALUE - 8) {
      throw new CorruptDataException("stamps of " + lines + " lines");
    }
    return at;
  }

  private void fill(byte[] bytes, int[][] columns, long[] times) {
    StampText texts = new StampText();
    int[] ranks = new int[sizes.length];
    int[] ordinals = shapes.ordinals();
    for (int line = 0; line < ordinals.length; line++) {
      int ordinal = ordinals[line];
      Stamp stamp = stamps[ordinal];
      if (stamp != null) {
        byte[] text = texts.render(times[line], stamp.digits());
        for (int slot = 0; slot < StampText.SLOTS; slot++) {
          int length = StampText.slotLength(slot, stamp.digits());
          int at = columns[ordinal][2 * (stamp.slot() + slot)] + ranks[ordinal] * (length + 1);
          System.arraycopy(text, StampText.slotAt(slot), bytes, at, length);
          bytes[at + length] = '\n';
        }
        ranks[ordinal]++;
      }
    }
  }
}
