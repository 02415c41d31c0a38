package dev.steward.query.logql.syntax;

import dev.steward.spi.select.LineFilter;
import dev.steward.spi.select.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A query for lines: a selection of streams and the stages that each line passes in order.
 *
 * @param selector picks the streams
 * @param stages what happens to each line
 */
public record LogExpression(Selector selector, List<Stage> stages) implements Expression {
  /** Checks that nothing is missing and copies the list. */
  public LogExpression {
    Objects.requireNonNull(selector, "selector");
    stages = List.copyOf(stages);
  }

  /**
   * The line filters that a store can apply itself: those before any stage that changes the line.
   */
  public List<LineFilter> storeFilters() {
    List<LineFilter> filters = new ArrayList<>();
    for (Stage stage : stages) {
      if (stage instanceof Stage.LineMatch match) {
        filters.add(match.toFilter());
      } else if (stage.changesLine()) {
        break;
      }
    }
    return filters;
  }

  /** The stages without those that {@link #storeFilters()} covers. */
  public List<Stage> remainingStages() {
    List<Stage> remaining = new ArrayList<>();
    boolean lineChanged = false;
    for (Stage stage : stages) {
      lineChanged |= stage.changesLine();
      if (lineChanged || !(stage instanceof Stage.LineMatch)) {
        remaining.add(stage);
      }
    }
    return remaining;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(selector.toString());
    for (Stage stage : stages) {
      text.append(' ').append(stage);
    }
    return text.toString();
  }
}
