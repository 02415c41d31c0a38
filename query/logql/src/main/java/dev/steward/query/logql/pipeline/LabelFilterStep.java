package dev.steward.query.logql.pipeline;

import dev.steward.query.logql.syntax.Comparison;
import dev.steward.query.logql.syntax.LabelCondition;
import dev.steward.query.logql.text.ByteSizes;
import dev.steward.query.logql.text.Durations;
import dev.steward.query.logql.text.Numbers;
import dev.steward.spi.model.Line;
import dev.steward.spi.select.AddressRange;
import dev.steward.spi.select.LabelMatcher;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Passes entries whose labels fulfil a condition.
 *
 * <p>A condition on a number that meets no label refuses the entry; one that meets text which is no
 * number keeps it and marks it as failed.
 */
final class LabelFilterStep {
  private LabelFilterStep() {}

  static Step of(LabelCondition condition) {
    return switch (condition) {
      case LabelCondition.Text text -> text(text.matcher());
      case LabelCondition.Number number -> entry -> number(number, entry.labels());
      case LabelCondition.Duration duration -> entry -> duration(duration, entry.labels());
      case LabelCondition.Bytes bytes -> entry -> bytes(bytes, entry.labels());
      case LabelCondition.Address address -> address(address);
      case LabelCondition.And and -> and(of(and.left()), of(and.right()));
      case LabelCondition.Or or -> or(of(or.left()), of(or.right()));
    };
  }

  private static Step text(LabelMatcher matcher) {
    if (matcher.name().equals(EntryLabels.ERROR)) {
      return entry -> matcher.accepts(orEmpty(entry.labels().error()));
    }
    return entry -> matcher.accepts(orEmpty(entry.labels().value(matcher.name())));
  }

  private static String orEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static boolean number(LabelCondition.Number condition, EntryLabels labels) {
    String value = labels.value(condition.label());
    if (value == null) {
      return false;
    }
    OptionalDouble number = Numbers.parse(value);
    return number.isEmpty()
        ? failed(labels, Numbers.problem(value))
        : condition.comparison().holds(number.getAsDouble(), condition.operand());
  }

  private static boolean duration(LabelCondition.Duration condition, EntryLabels labels) {
    String value = labels.value(condition.label());
    if (value == null) {
      return false;
    }
    Durations.Parsed duration = Durations.parseGo(value);
    return duration.problem() != null
        ? failed(labels, duration.problem())
        : holds(condition.comparison(), duration.nanos(), condition.nanos());
  }

  private static boolean bytes(LabelCondition.Bytes condition, EntryLabels labels) {
    String value = labels.value(condition.label());
    if (value == null) {
      return false;
    }
    ByteSizes.Parsed size = ByteSizes.parse(value);
    return size.problem() != null
        ? failed(labels, size.problem())
        : holds(condition.comparison(), size.bytes(), condition.bytes());
  }

  private static boolean holds(Comparison comparison, long value, long operand) {
    return comparison.holds(Long.compare(value, operand));
  }

  /** Keeps the entry; the first failure is the one that is told. */
  private static boolean failed(EntryLabels labels, String details) {
    if (labels.error() == null) {
      labels.fail(StageError.LABEL_FILTER, details);
    }
    return true;
  }

  private static Step address(LabelCondition.Address condition) {
    AddressRange range = AddressRange.parse(condition.range());
    return entry -> {
      EntryLabels labels = entry.labels();
      if (labels.error() != null) {
        return true; // only conditions on text drop what failed
      }
      String value = labels.value(condition.label());
      return value != null && range.occursIn(Line.of(value)) != condition.negated();
    };
  }

  private static Step and(Step left, Step right) {
    return entry -> {
      boolean first = left.process(entry);
      return right.process(entry) && first;
    };
  }

  private static Step or(Step left, Step right) {
    return entry -> left.process(entry) || right.process(entry);
  }
}
