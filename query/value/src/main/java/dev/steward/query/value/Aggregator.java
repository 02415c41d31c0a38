package dev.steward.query.value;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The operators that make few series of many. */
public enum Aggregator {
  SUM(Parameter.NONE),
  AVG(Parameter.NONE),
  COUNT(Parameter.NONE),
  MIN(Parameter.NONE),
  MAX(Parameter.NONE),
  GROUP(Parameter.NONE),
  STDDEV(Parameter.NONE),
  STDVAR(Parameter.NONE),
  TOPK(Parameter.NUMBER),
  BOTTOMK(Parameter.NUMBER),
  COUNT_VALUES(Parameter.TEXT),
  QUANTILE(Parameter.NUMBER),
  LIMITK(Parameter.NUMBER),
  LIMIT_RATIO(Parameter.NUMBER);

  /** What an operator takes besides its vector. */
  public enum Parameter {
    NONE,
    NUMBER,
    TEXT
  }

  private final Parameter parameter;

  Aggregator(Parameter parameter) {
    this.parameter = parameter;
  }

  /** The operator of a name, in any case, or null. */
  public static @Nullable Aggregator byName(String name) {
    for (Aggregator aggregator : values()) {
      if (aggregator.toString().equalsIgnoreCase(name)) {
        return aggregator;
      }
    }
    return null;
  }

  /** What it takes besides its vector. */
  public Parameter parameter() {
    return parameter;
  }

  /** Whether its results are some of the series given, unchanged. */
  public boolean selects() {
    return this == TOPK || this == BOTTOMK || this == LIMITK || this == LIMIT_RATIO;
  }

  /** Whether it needs Prometheus' experimental functions. */
  public boolean isExperimental() {
    return this == LIMITK || this == LIMIT_RATIO;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
