package dev.steward.query.promql.function;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind the names of functions. How they are called stands in {@link
 * dev.steward.query.promql.syntax.FunctionCatalog}; those that give a number are evaluated where
 * numbers are.
 */
public final class Functions {
  private static final Map<String, RangeFunction> RANGE = new HashMap<>();
  private static final Map<String, VectorFunction> VECTOR = new HashMap<>();

  /** Functions whose results keep names, or decide by themselves. */
  private static final Set<String> KEEPING_NAMES =
      Set.of(
          "absent",
          "absent_over_time",
          "info",
          "label_join",
          "label_replace",
          "sort",
          "sort_desc",
          "sort_by_label",
          "sort_by_label_desc",
          "vector");

  static {
    RANGE.put("rate", new Rate(true, true));
    RANGE.put("increase", new Rate(true, false));
    RANGE.put("delta", new Rate(false, false));
    RANGE.put("irate", new InstantRate(true));
    RANGE.put("idelta", new InstantRate(false));
    RANGE.put("changes", new Changes(false));
    RANGE.put("resets", new Changes(true));
    RANGE.put("sum_over_time", new SumOverTime(false));
    RANGE.put("avg_over_time", new SumOverTime(true));
    RANGE.put("count_over_time", new CountOverTime(false));
    RANGE.put("present_over_time", new CountOverTime(true));
    RANGE.put("min_over_time", new ExtremeOverTime(false, false));
    RANGE.put("max_over_time", new ExtremeOverTime(true, false));
    RANGE.put("ts_of_min_over_time", new ExtremeOverTime(false, true));
    RANGE.put("ts_of_max_over_time", new ExtremeOverTime(true, true));
    RANGE.put("first_over_time", new EdgeOverTime(false, false));
    RANGE.put("last_over_time", new EdgeOverTime(true, false));
    RANGE.put("ts_of_first_over_time", new EdgeOverTime(false, true));
    RANGE.put("ts_of_last_over_time", new EdgeOverTime(true, true));
    RANGE.put("stddev_over_time", new VarianceOverTime(true));
    RANGE.put("stdvar_over_time", new VarianceOverTime(false));
    RANGE.put("quantile_over_time", new QuantileOverTime());
    RANGE.put("mad_over_time", new MadOverTime());
    RANGE.put("deriv", new Regression(false));
    RANGE.put("predict_linear", new Regression(true));
    RANGE.put("double_exponential_smoothing", new DoubleExponentialSmoothing());

    NumberFunctions.TABLE.forEach(Functions::number);
    VECTOR.put("clamp", new Clamp(1, 2));
    VECTOR.put("clamp_min", new Clamp(1, -1));
    VECTOR.put("clamp_max", new Clamp(-1, 1));
    VECTOR.put("round", new Round());
    CalendarFunction.TABLE.forEach((name, part) -> VECTOR.put(name, new CalendarFunction(part)));
    HistogramFunctions.TABLE.forEach(
        (name, property) -> VECTOR.put(name, new HistogramFunctions(property)));
    VECTOR.put("histogram_quantile", new HistogramQuantileFunction());
    VECTOR.put("histogram_quantiles", new HistogramQuantilesFunction());
    VECTOR.put("histogram_fraction", new HistogramFractionFunction());
    VECTOR.put("absent", new Absent());
    VECTOR.put("absent_over_time", new Absent());
    VECTOR.put("vector", new ScalarVector());
    VECTOR.put("timestamp", new Timestamp());
    VECTOR.put("start_timestamp", new StartTimestamp());
    VECTOR.put("sort", new Sort(false));
    VECTOR.put("sort_desc", new Sort(true));
    VECTOR.put("sort_by_label", new SortByLabel(false));
    VECTOR.put("sort_by_label_desc", new SortByLabel(true));
    VECTOR.put("label_replace", new LabelReplace());
    VECTOR.put("label_join", new LabelJoin());
    VECTOR.put("info", new Info());
  }

  private Functions() {}

  private static void number(String name, DoubleUnaryOperator operator) {
    VECTOR.put(name, new NumberFunctions(operator));
  }

  /** The function over ranges of a name, or null. */
  public static @Nullable RangeFunction range(String name) {
    return RANGE.get(name);
  }

  /** The function over instant vectors of a name, or null. */
  public static @Nullable VectorFunction vector(String name) {
    return VECTOR.get(name);
  }

  /** Whether the results of a function lose the names of its first vector's metrics. */
  public static boolean dropsNames(String name) {
    return !KEEPING_NAMES.contains(name);
  }
}
