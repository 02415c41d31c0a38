package dev.steward.spi.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which runes are the same but for their case, as Unicode's simple case folding has it: k, K and
 * the Kelvin sign, for one.
 */
final class CaseOrbits {
  private CaseOrbits() {}

  /** Made when a rune beyond ASCII is folded for the first time, since it asks about every rune. */
  private static final class Unicode {
    static final List<int[]> ORBITS = orbits();

    private static List<int[]> orbits() {
      Map<Integer, List<Integer>> byFold = new HashMap<>();
      for (int rune = 'A'; rune <= RuneSet.MAX_RUNE; rune++) {
        int fold = fold(rune);
        if (fold != rune) {
          byFold.computeIfAbsent(fold, key -> new ArrayList<>(List.of(key))).add(rune);
        }
      }
      List<int[]> orbits = new ArrayList<>();
      for (List<Integer> orbit : byFold.values()) {
        orbits.add(orbit.stream().mapToInt(Integer::intValue).toArray());
      }
      return orbits;
    }

    private static int fold(int rune) {
      // Both dotted capital I and dotless small i stay what they are.
      return rune == 0x130 || rune == 0x131
          ? rune
          : Character.toLowerCase(Character.toUpperCase(rune));
    }
  }

  /** Adds what a set's runes fold to. */
  static void addFolds(RuneSet set, RuneSet.Builder builder) {
    for (int lower = 'a'; lower <= 'z'; lower++) {
      int upper = lower - 'a' + 'A';
      if (set.contains(lower) || set.contains(upper)) {
        builder.add(lower, lower).add(upper, upper);
      }
    }
    // The only runes beyond ASCII that fold into it.
    addIfAny(set, builder, 'k', 'K', 0x212A);
    addIfAny(set, builder, 's', 'S', 0x17F);
    if (!set.isEmpty() && set.last(set.rangeCount() - 1) >= 0x80) {
      for (int[] orbit : Unicode.ORBITS) {
        addIfAny(set, builder, orbit);
      }
    }
  }

  private static void addIfAny(RuneSet set, RuneSet.Builder builder, int... orbit) {
    for (int rune : orbit) {
      if (set.contains(rune)) {
        for (int same : orbit) {
          builder.add(same, same);
        }
        return;
      }
    }
  }
}
