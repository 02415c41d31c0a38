package dev.steward.configuration;

import java.util.Collection;
import java.util.Optional;

/**
 * The accepted name that was probably meant. Distance: restricted Damerau-Levenshtein (insertion,
 * deletion, substitution and exchange of neighbours cost one each).
 */
final class NearestName {
  private NearestName() {}

  /** The nearest of several names, if it is near enough to be a likely misspelling. */
  static Optional<String> of(String written, Collection<String> names) {
    String best = null;
    int bestDistance = Math.max(1, written.length() / 3) + 1;
    for (String name : names) {
      int distance = distance(written, name);
      if (distance < bestDistance) {
        best = name;
        bestDistance = distance;
      }
    }
    return Optional.ofNullable(best);
  }

  static int distance(String left, String right) {
    int[] beforeLast = new int[right.length() + 1];
    int[] last = new int[right.length() + 1];
    int[] current = new int[right.length() + 1];
    for (int column = 0; column <= right.length(); column++) {
      last[column] = column;
    }
    for (int row = 1; row <= left.length(); row++) {
      current[0] = row;
      for (int column = 1; column <= right.length(); column++) {
        int cost = left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1;
        int least =
            Math.min(Math.min(current[column - 1], last[column]) + 1, last[column - 1] + cost);
        if (row > 1
            && column > 1
            && left.charAt(row - 1) == right.charAt(column - 2)
            && left.charAt(row - 2) == right.charAt(column - 1)) {
          least = Math.min(least, beforeLast[column - 2] + 1);
        }
        current[column] = least;
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = current;
      current = free;
    }
    return last[right.length()];
  }
}
