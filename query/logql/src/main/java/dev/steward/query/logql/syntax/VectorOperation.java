package dev.steward.query.logql.syntax;

import java.util.Locale;

/** What is made of the series of one moment. */
public enum VectorOperation {
  /** Their sum. */
  SUM,
  /** Their mean. */
  AVG,
  /** The smallest. */
  MIN,
  /** The largest. */
  MAX,
  /** How many. */
  COUNT,
  /** Their standard deviation. */
  STDDEV,
  /** Their variance. */
  STDVAR,
  /** The largest few. */
  TOPK,
  /** The smallest few. */
  BOTTOMK,
  /** The largest few, where an approximation would do; computed exactly. */
  APPROX_TOPK,
  /** All, smallest first. */
  SORT,
  /** All, largest first. */
  SORT_DESC;

  /** Whether it needs to be told how many series. */
  public boolean takesParameter() {
    return this == TOPK || this == BOTTOMK || this == APPROX_TOPK;
  }

  /** Whether {@code by} and {@code without} may follow. */
  public boolean mayGroup() {
    return this != SORT && this != SORT_DESC && this != APPROX_TOPK;
  }

  /** As LogQL writes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
