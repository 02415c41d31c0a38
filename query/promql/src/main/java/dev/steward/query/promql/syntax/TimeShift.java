package dev.steward.query.promql.syntax;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where in time a selector looks.
 *
 * @param offset how far back, or null for not at all
 * @param at a fixed moment instead of that of the evaluation
 */
public record TimeShift(@Nullable DurationExpr offset, At at) {
  /** The moment of the evaluation itself. */
  public static final TimeShift NONE = new TimeShift(null, new At.Floating());

  /** Checks that nothing is missing. */
  public TimeShift {
    Objects.requireNonNull(at, "at");
  }

  /** What the {@code @} modifier says. */
  public sealed interface At {
    /** No modifier. */
    record Floating() implements At {}

    /**
     * A moment.
     *
     * @param millis milliseconds since the Unix epoch
     */
    record Moment(long millis) implements At {}

    /** The start of the query. */
    record Start() implements At {}

    /** The end of the query. */
    record End() implements At {}
  }

  /** Whether the evaluation's moment does not matter. */
  public boolean isFixed() {
    return !(at instanceof At.Floating);
  }

  @Override
  public String toString() {
    String moment =
        switch (at) {
          case At.Floating floating -> "";
          case At.Moment fixed ->
              " @ " + new BigDecimal(fixed.millis()).movePointLeft(3).toPlainString();
          case At.Start start -> " @ start()";
          case At.End end -> " @ end()";
        };
    if (offset == null) {
      return moment;
    }
    if (offset instanceof DurationExpr.Literal literal) {
      long millis = Math.round(literal.seconds() * 1000);
      return millis == 0 ? moment : moment + " offset " + Durations.format(millis);
    }
    return moment + " offset " + offset;
  }
}
