package dev.steward.logstore.template;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Texts with slots that were learnt, by what stands between their words. A text that is rare in all
 * of its words is in no group that is large enough to learn from, but it fits what others taught.
 * For one thread.
 */
final class Generalisations {
  private static final int MAX_OF_SHAPE = 64;
  private static final int MAX = 1 << 14;

  /** A learnt text: for each word its hash, or that of a slot. */
  private record Learnt(boolean[] slots, long[] parts, int count) {
    boolean fits(boolean[] otherSlots, long[] otherParts) {
      if (parts.length != otherParts.length) {
        return false;
      }
      for (int word = 0; word < parts.length; word++) {
        if (!slots[word] && (otherSlots[word] || parts[word] != otherParts[word])) {
          return false;
        }
      }
      return true;
    }
  }

  private final SkeletonMap<List<Learnt>> byShape = new SkeletonMap<>();
  private int size;

  /** The slots of the most general text that fits, or null where none does. */
  boolean @Nullable [] find(long shape, boolean[] slots, long[] parts) {
    List<Learnt> known = byShape.find(shape);
    if (known == null) {
      return null;
    }
    Learnt best = null;
    for (Learnt learnt : known) {
      if ((best == null || learnt.count() > best.count()) && learnt.fits(slots, parts)) {
        best = learnt;
      }
    }
    return best == null ? null : best.slots();
  }

  /** Adds a text with slots; those that it covers are forgotten. */
  void add(long shape, boolean[] slots, long[] parts) {
    if (size >= MAX) {
      byShape.clear();
      size = 0;
    }
    List<Learnt> known = byShape.find(shape);
    if (known == null) {
      known = new ArrayList<>();
      byShape.put(shape, known);
    }
    int count = 0;
    for (boolean slot : slots) {
      count += slot ? 1 : 0;
    }
    Learnt added = new Learnt(slots.clone(), parts.clone(), count);
    size -= known.size();
    known.removeIf(other -> added.fits(other.slots(), other.parts()));
    if (known.size() == MAX_OF_SHAPE) {
      known.removeFirst();
    }
    known.add(added);
    size += known.size();
  }
}
