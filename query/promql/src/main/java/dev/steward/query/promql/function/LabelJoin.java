package dev.steward.query.promql.function;

import dev.steward.query.promql.syntax.StringLiterals;
import dev.steward.query.value.SeriesMerge;
import dev.steward.query.value.SeriesSink;
import dev.steward.query.value.StepSeries;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Sets a label to the values of others with a separator between them. */
final class LabelJoin implements VectorFunction {
  @Override
  public void apply(VectorCall call, SeriesSink sink) {
    String destination = call.text(1);
    String separator = call.text(2);
    List<String> sources = IntStream.range(3, call.arguments()).mapToObj(call::text).toList();
    for (String source : sources) {
      requireName("source", source);
    }
    requireName("destination", destination);
    List<StepSeries> all = call.vector(0);
    for (StepSeries series : all) {
      String joined =
          sources.stream()
              .map(series.labels()::valueOrEmpty)
              .collect(Collectors.joining(separator));
      LabelReplace.relabel(series, destination, joined);
    }
    SeriesMerge.byLabels(all).forEach(sink::accept);
  }

  private static void requireName(String which, String name) {
    if (name.isEmpty() || !StringLiterals.isValidText(name)) {
      throw LabelReplace.failed("invalid " + which + " label name in label_join(): " + name);
    }
  }
}
