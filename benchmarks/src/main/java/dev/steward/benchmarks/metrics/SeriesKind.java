package dev.steward.benchmarks.metrics;

import java.util.SplittableRandom;

/** How the values of a generated series move. */
sealed interface SeriesKind {
  /** The value after the one before. */
  double next(State state, SplittableRandom random);

  /** Where a series stands, as a whole number of its unit. */
  final class State {
    long units;

    State(long units) {
      this.units = units;
    }
  }

  /** A counter that grows by a uniform whole number of units from 0 to twice the mean. */
  record Counter(long mean, double unitsPerOne) implements SeriesKind {
    @Override
    public double next(State state, SplittableRandom random) {
      state.units += random.nextLong(2 * mean + 1);
      return state.units / unitsPerOne;
    }
  }

  /** A gauge that walks at random between bounds, in whole numbers of units. */
  record Walk(long step, long min, long max, double factor, double unitsPerOne)
      implements SeriesKind {
    @Override
    public double next(State state, SplittableRandom random) {
      long moved = state.units + random.nextLong(-step, step + 1);
      state.units = Math.clamp(moved, min, max);
      return state.units * factor / unitsPerOne;
    }
  }

  /** A value that never changes. */
  record Constant() implements SeriesKind {
    @Override
    public double next(State state, SplittableRandom random) {
      return state.units;
    }
  }

  /** 0 or 1, turning once in a thousand samples. */
  record Flag() implements SeriesKind {
    @Override
    public double next(State state, SplittableRandom random) {
      if (random.nextInt(1000) == 0) {
        state.units = 1 - state.units;
      }
      return state.units;
    }
  }
}
