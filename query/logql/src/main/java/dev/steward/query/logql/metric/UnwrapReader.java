package dev.steward.query.logql.metric;

import dev.steward.query.logql.pipeline.EntryLabels;
import dev.steward.query.logql.pipeline.Pipeline;
import dev.steward.query.logql.pipeline.WorkEntry;
import dev.steward.query.logql.syntax.Unwrap;
import dev.steward.query.logql.text.ByteSizes;
import dev.steward.query.logql.text.Durations;
import dev.steward.query.logql.text.Numbers;
import java.util.OptionalDouble;

/** Takes an entry's number from a label. For one thread. */
final class UnwrapReader {
  private static final String FAILED = "SampleExtractionErr";

  private final Unwrap unwrap;
  private final Pipeline filters;

  UnwrapReader(Unwrap unwrap) {
    this.unwrap = unwrap;
    this.filters = Pipeline.of(unwrap.filters());
  }

  String label() {
    return unwrap.label();
  }

  /**
   * The number of an entry, or empty where the label is missing or empty, or a filter refuses the
   * entry. Text that is no number marks the entry as failed and counts as zero.
   */
  OptionalDouble read(WorkEntry entry) {
    EntryLabels labels = entry.labels();
    String text = labels.value(unwrap.label());
    if (text == null || text.isEmpty()) {
      return OptionalDouble.empty();
    }
    double number = convert(text, labels);
    return filters.process(entry) ? OptionalDouble.of(number) : OptionalDouble.empty();
  }

  private double convert(String text, EntryLabels labels) {
    return switch (unwrap.conversion()) {
      case NUMBER -> {
        OptionalDouble number = Numbers.parse(text);
        if (number.isEmpty()) {
          labels.fail(FAILED, Numbers.problem(text));
        }
        yield number.orElse(0);
      }
      case BYTES -> {
        ByteSizes.Parsed size = ByteSizes.parse(text);
        if (size.problem() != null) {
          labels.fail(FAILED, size.problem());
        }
        yield size.bytes();
      }
      case DURATION, DURATION_SECONDS -> {
        Durations.Parsed duration = Durations.parseGo(text);
        if (duration.problem() != null) {
          labels.fail(FAILED, duration.problem());
        }
        yield duration.nanos() / 1e9;
      }
    };
  }
}
