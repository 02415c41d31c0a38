package dev.steward.query.promql.conformance;

import dev.steward.query.promql.series.SeriesLine;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An evaluation of a script and what is expected of it. Filled while the script is read. */
final class Evaluation {
  final int line;
  final boolean instant;
  final long startMillis;
  final long endMillis;
  final long stepMillis;
  final String query;
  final List<Expectation> expectations = new ArrayList<>();
  final List<SeriesLine> series = new ArrayList<>();
  @Nullable Double scalar;
  @Nullable String text;

  /** Start, end and step of expected ranges; null where none are expected. */
  long @Nullable [] ranges;

  Evaluation(
      int line, boolean instant, long startMillis, long endMillis, long stepMillis, String query) {
    this.line = line;
    this.instant = instant;
    this.startMillis = startMillis;
    this.endMillis = endMillis;
    this.stepMillis = stepMillis;
    this.query = query;
  }

  @Nullable Expectation expected(String kind) {
    return expectations.stream()
        .filter(expectation -> expectation.kind().equals(kind))
        .findFirst()
        .orElse(null);
  }

  List<Expectation> allExpected(String kind) {
    return expectations.stream().filter(expectation -> expectation.kind().equals(kind)).toList();
  }

  boolean isOrdered() {
    return expected("ordered") != null;
  }
}
