package dev.steward.metricstore.index;

import dev.steward.spi.select.LabelMatcher;
import dev.steward.spi.select.Selector;
import dev.steward.spi.store.QueryContext;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the series of an index that a selector accepts.
 *
 * <p>A condition that refuses the empty value holds for the series of the values that it accepts;
 * one that accepts it holds for all series but those of the values that it refuses. Conditions on
 * one value come first, because they leave least for the others.
 */
public final class Selection {
  private Selection() {}

  /** The series that a selector accepts. */
  public static SeriesSet of(SeriesIndex index, Selector selector, QueryContext context) {
    List<LabelMatcher> ordered =
        selector.matchers().stream()
            .sorted(Comparator.comparingInt(matcher -> cost(matcher)))
            .toList();
    SeriesSet found = new SeriesSet(index.seriesCount(), true);
    for (LabelMatcher matcher : ordered) {
      context.checkpoint();
      apply(index, matcher, found, context);
      if (found.isEmpty()) {
        break;
      }
    }
    return found;
  }

  private static int cost(LabelMatcher matcher) {
    return switch (matcher) {
      case LabelMatcher.Equal equal -> equal.acceptsEmpty() ? 2 : 0;
      case LabelMatcher.NotEqual notEqual -> 1;
      case LabelMatcher.Matches matches -> 3;
      case LabelMatcher.NotMatches notMatches -> 3;
    };
  }

  private static void apply(
      SeriesIndex index, LabelMatcher matcher, SeriesSet found, QueryContext context) {
    int name = index.findName(matcher.name());
    boolean acceptsEmpty = matcher.acceptsEmpty();
    if (name < 0) {
      if (!acceptsEmpty) {
        found.retain(new SeriesSet(index.seriesCount(), false));
      }
      return;
    }
    if (acceptsEmpty) {
      removeRefused(index, name, matcher, found, context);
    } else {
      SeriesSet accepted = new SeriesSet(index.seriesCount(), false);
      addAccepted(index, name, matcher, accepted, context);
      found.retain(accepted);
    }
  }

  private static void addAccepted(
      SeriesIndex index, int name, LabelMatcher matcher, SeriesSet into, QueryContext context) {
    if (matcher instanceof LabelMatcher.Equal equal) {
      int pair = index.findPair(name, equal.value());
      if (pair >= 0) {
        index.postings(pair).addTo(into, index.seriesCount());
      }
      return;
    }
    for (int pair = index.firstPair(name); pair < index.firstPair(name + 1); pair++) {
      if (matcher.accepts(index.value(pair))) {
        index.postings(pair).addTo(into, index.seriesCount());
      }
      checkNowAndThen(pair, context);
    }
  }

  private static void removeRefused(
      SeriesIndex index, int name, LabelMatcher matcher, SeriesSet from, QueryContext context) {
    if (matcher instanceof LabelMatcher.NotEqual notEqual) {
      int pair = index.findPair(name, notEqual.value());
      if (pair >= 0) {
        index.postings(pair).removeFrom(from, index.seriesCount());
      }
      return;
    }
    for (int pair = index.firstPair(name); pair < index.firstPair(name + 1); pair++) {
      if (!matcher.accepts(index.value(pair))) {
        index.postings(pair).removeFrom(from, index.seriesCount());
      }
      checkNowAndThen(pair, context);
    }
  }

  private static void checkNowAndThen(int step, QueryContext context) {
    if ((step & 1023) == 0) {
      context.checkpoint();
    }
  }
}
