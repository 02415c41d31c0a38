package dev.steward.query.promql.function;

import dev.steward.query.promql.syntax.Span;
import dev.steward.query.value.StepSeries;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.NativeHistogram;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The histograms of a vector, classic and native, told apart by their names and labels without
 * {@code le}. A histogram that is both at a step is none there.
 */
final class HistogramGroups {
  private static final String BOUND = "le";

  /** What is asked of a histogram at a step. */
  interface Question {
    /** Asks a native histogram. */
    double ask(NativeHistogram histogram, String metricName, int step);

    /** Asks a classic one; the buckets may be changed. */
    double ask(ClassicBuckets buckets, String metricName, int step);
  }

  /** A series of buckets with its bound. */
  private record BoundedSeries(double upper, StepSeries series) {}

  private static final class Group {
    private final List<BoundedSeries> classic = new ArrayList<>();
    private final List<StepSeries> natives = new ArrayList<>();
  }

  private final Map<Labels, Group> groups = new LinkedHashMap<>();
  private final VectorCall call;
  private final Span span;

  HistogramGroups(VectorCall call, int argument) {
    this.call = call;
    this.span = call.expr().arguments().get(argument).span();
    call.vector(argument).forEach(this::add);
  }

  private void add(StepSeries series) {
    boolean anyNumber = false;
    boolean anyHistogram = false;
    for (int step = 0; step < series.size(); step++) {
      anyNumber |= series.isFloat(step);
      anyHistogram |= series.histogram(step) != null;
    }
    if (anyNumber) {
      Double upper = bound(series.labels().valueOrEmpty(BOUND));
      if (upper == null) {
        call.annotations()
            .badBucketLabel(
                series.labels().valueOrEmpty(Labels.METRIC_NAME),
                series.labels().valueOrEmpty(BOUND),
                span);
      } else {
        group(series.labels().without(BOUND)).classic.add(new BoundedSeries(upper, series));
      }
    }
    if (anyHistogram) {
      group(series.labels()).natives.add(series);
    }
  }

  private Group group(Labels labels) {
    return groups.computeIfAbsent(labels, key -> new Group());
  }

  private static @Nullable Double bound(String text) {
    String word = text.startsWith("+") || text.startsWith("-") ? text.substring(1) : text;
    if (word.equalsIgnoreCase("inf") || word.equalsIgnoreCase("infinity")) {
      return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    if (!word.isEmpty() && (Character.isDigit(word.charAt(0)) || word.charAt(0) == '.')) {
      try {
        return Double.valueOf(text);
      } catch (NumberFormatException e) {
        return null;
      }
    }
    return null;
  }

  /** Asks every histogram at every step. */
  List<StepSeries> ask(Question question) {
    List<StepSeries> answers = new ArrayList<>();
    for (Group group : groups.values()) {
      for (StepSeries one : group.natives) {
        add(answers, askNative(group, one, question));
      }
      if (!group.classic.isEmpty()) {
        add(answers, askClassic(group, question));
      }
    }
    return answers;
  }

  private void add(List<StepSeries> answers, StepSeries answer) {
    if (answer.hasSamples()) {
      call.dropName(answer);
      answers.add(answer);
    }
  }

  private StepSeries askNative(Group group, StepSeries series, Question question) {
    StepSeries answer = new StepSeries(series.labels(), series.size());
    answer.relabel(series.labels(), series.nameDropped());
    String name = series.labels().valueOrEmpty(Labels.METRIC_NAME);
    for (int step = 0; step < series.size(); step++) {
      NativeHistogram histogram = series.histogram(step);
      if (histogram != null) {
        if (hasClassic(group, step)) {
          call.annotations().mixedClassicAndNative(name, span);
        } else {
          answer.set(step, question.ask(histogram, name, step));
        }
      }
    }
    return answer;
  }

  private static boolean hasClassic(Group group, int step) {
    return group.classic.stream().anyMatch(bounded -> bounded.series().isFloat(step));
  }

  private static boolean hasNative(Group group, int step) {
    return group.natives.stream().anyMatch(series -> series.histogram(step) != null);
  }

  private StepSeries askClassic(Group group, Question question) {
    StepSeries first = group.classic.getFirst().series();
    Labels labels = first.labels().without(BOUND);
    StepSeries answer = new StepSeries(labels, first.size());
    answer.relabel(labels, first.nameDropped());
    String name = labels.valueOrEmpty(Labels.METRIC_NAME);
    ClassicBuckets buckets = new ClassicBuckets();
    for (int step = 0; step < first.size(); step++) {
      buckets.clear();
      for (BoundedSeries bounded : group.classic) {
        if (bounded.series().isFloat(step)) {
          buckets.add(bounded.upper(), bounded.series().value(step));
        }
      }
      if (!buckets.isEmpty() && !hasNative(group, step)) {
        answer.set(step, question.ask(buckets, name, step));
      }
    }
    return answer;
  }
}
