package dev.steward.query.promql.syntax;

import static dev.steward.query.promql.syntax.ValueType.INSTANT_VECTOR;
import static dev.steward.query.promql.syntax.ValueType.RANGE_VECTOR;
import static dev.steward.query.promql.syntax.ValueType.SCALAR;
import static dev.steward.query.promql.syntax.ValueType.STRING;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The functions that a query may call. */
public final class FunctionCatalog {
  private static final Map<String, FunctionSignature> SIGNATURES = new TreeMap<>();

  static {
    for (String name :
        List.of(
            "abs",
            "ceil",
            "floor",
            "exp",
            "sqrt",
            "ln",
            "log2",
            "log10",
            "sgn",
            "sin",
            "cos",
            "tan",
            "asin",
            "acos",
            "atan",
            "sinh",
            "cosh",
            "tanh",
            "asinh",
            "acosh",
            "atanh",
            "deg",
            "rad",
            "absent",
            "timestamp",
            "sort",
            "sort_desc",
            "histogram_avg",
            "histogram_count",
            "histogram_sum",
            "histogram_stddev",
            "histogram_stdvar")) {
      add(name, INSTANT_VECTOR, INSTANT_VECTOR);
    }
    for (String name :
        List.of(
            "day_of_month",
            "day_of_week",
            "day_of_year",
            "days_in_month",
            "hour",
            "minute",
            "month",
            "year")) {
      add(name, 1, false, INSTANT_VECTOR, INSTANT_VECTOR);
    }
    for (String name :
        List.of(
            "rate",
            "irate",
            "increase",
            "delta",
            "idelta",
            "deriv",
            "changes",
            "resets",
            "avg_over_time",
            "sum_over_time",
            "min_over_time",
            "max_over_time",
            "count_over_time",
            "stddev_over_time",
            "stdvar_over_time",
            "last_over_time",
            "present_over_time",
            "absent_over_time")) {
      add(name, INSTANT_VECTOR, RANGE_VECTOR);
    }
    for (String name :
        List.of(
            "mad_over_time",
            "first_over_time",
            "ts_of_first_over_time",
            "ts_of_last_over_time",
            "ts_of_min_over_time",
            "ts_of_max_over_time")) {
      add(name, 0, true, INSTANT_VECTOR, RANGE_VECTOR);
    }
    add("clamp", INSTANT_VECTOR, INSTANT_VECTOR, SCALAR, SCALAR);
    add("clamp_min", INSTANT_VECTOR, INSTANT_VECTOR, SCALAR);
    add("clamp_max", INSTANT_VECTOR, INSTANT_VECTOR, SCALAR);
    add("round", 1, false, INSTANT_VECTOR, INSTANT_VECTOR, SCALAR);
    add("histogram_quantile", INSTANT_VECTOR, SCALAR, INSTANT_VECTOR);
    add("histogram_fraction", INSTANT_VECTOR, SCALAR, SCALAR, INSTANT_VECTOR);
    add("histogram_quantiles", 9, true, INSTANT_VECTOR, INSTANT_VECTOR, STRING, SCALAR, SCALAR);
    add("label_replace", INSTANT_VECTOR, INSTANT_VECTOR, STRING, STRING, STRING, STRING);
    add("label_join", -1, false, INSTANT_VECTOR, INSTANT_VECTOR, STRING, STRING, STRING);
    add("sort_by_label", -1, true, INSTANT_VECTOR, INSTANT_VECTOR, STRING);
    add("sort_by_label_desc", -1, true, INSTANT_VECTOR, INSTANT_VECTOR, STRING);
    add("scalar", SCALAR, INSTANT_VECTOR);
    add("vector", INSTANT_VECTOR, SCALAR);
    add("quantile_over_time", INSTANT_VECTOR, SCALAR, RANGE_VECTOR);
    add("predict_linear", INSTANT_VECTOR, RANGE_VECTOR, SCALAR);
    add("double_exponential_smoothing", 0, true, INSTANT_VECTOR, RANGE_VECTOR, SCALAR, SCALAR);
    add("info", 1, true, INSTANT_VECTOR, INSTANT_VECTOR, INSTANT_VECTOR);
    add("start_timestamp", 0, true, INSTANT_VECTOR, INSTANT_VECTOR);
    add("time", SCALAR);
    add("pi", SCALAR);
    for (String name : List.of("start", "end", "range", "step")) {
      add(name, 0, true, SCALAR);
    }
    add("min_of", 0, true, SCALAR, SCALAR, SCALAR);
    add("max_of", 0, true, SCALAR, SCALAR, SCALAR);
  }

  private FunctionCatalog() {}

  private static void add(String name, ValueType result, ValueType... arguments) {
    add(name, 0, false, result, arguments);
  }

  private static void add(
      String name, int variadic, boolean experimental, ValueType result, ValueType... arguments) {
    SIGNATURES.put(
        name, new FunctionSignature(name, List.of(arguments), variadic, result, experimental));
  }

  /** The function of a name, or null. */
  public static @Nullable FunctionSignature find(String name) {
    return SIGNATURES.get(name);
  }

  /** All functions, by name. */
  public static Collection<FunctionSignature> all() {
    return Collections.unmodifiableCollection(SIGNATURES.values());
  }
}
