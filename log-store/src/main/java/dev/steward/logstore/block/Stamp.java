package dev.steward.logstore.block;

import dev.steward.logstore.template.TemplateMiner;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * That neighbouring slots of a template repeat the times of its lines as {@link StampText} has it.
 *
 * @param slot the first of the slots
 * @param digits digits of a second
 */
record Stamp(int slot, int digits) {
  /** The stamp that a line has in the slots that the miner found, or null. */
  static @Nullable Stamp find(
      TemplateMiner miner, int slots, byte[] line, long time, StampText texts) {
    for (int slot = 0; slot + StampText.SLOTS <= slots; slot++) {
      int last = slot + StampText.SLOTS - 1;
      int digits = miner.slotEnd(last) - miner.slotStart(last) - 1;
      if (StampText.isPrecision(digits)) {
        Stamp stamp = new Stamp(slot, digits);
        if (stamp.isIn(miner, line, time, texts)) {
          return stamp;
        }
      }
    }
    return null;
  }

  /** Whether a line has it. */
  boolean isIn(TemplateMiner miner, byte[] line, long time, StampText texts) {
    int start = miner.slotStart(slot);
    int length = StampText.length(digits);
    // The words between follow from the text, as what a word is does.
    return miner.slotEnd(slot + StampText.SLOTS - 1) == start + length
        && Arrays.equals(line, start, start + length, texts.render(time, digits), 0, length);
  }

  /** Whether it holds a slot. */
  boolean holds(int other) {
    return other >= slot && other < slot + StampText.SLOTS;
  }

  /** As a number, which is not 0. */
  int code() {
    return 3 * slot + digits / 3;
  }

  /** The stamp of a number that is not 0. */
  static Stamp of(int code) {
    return new Stamp((code - 1) / 3, ((code - 1) % 3 + 1) * 3);
  }
}
