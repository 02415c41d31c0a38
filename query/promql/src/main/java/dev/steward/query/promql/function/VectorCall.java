package dev.steward.query.promql.function;

import dev.steward.query.promql.syntax.Expr;
import dev.steward.query.value.SeriesSink;
import dev.steward.query.value.StepGrid;
import dev.steward.query.value.StepSeries;
import dev.steward.spi.select.Selector;
import java.util.List;

/** The call of a function that is being evaluated: its arguments, evaluated on demand. */
public interface VectorCall {
  /** A property of the samples that a selector picks. */
  enum Property {
    /** Seconds since the Unix epoch. */
    TIME,
    /** Since when the sample counts, seconds since the Unix epoch. */
    START
  }

  /** The call as it stands in the query. */
  Expr.Call expr();

  /** The moments of the evaluation. */
  StepGrid grid();

  /** Takes what there is to say. */
  Annotations annotations();

  /** Whether the query asks for one moment only. */
  boolean isInstant();

  /** Whether names leave results at the end only. */
  boolean delaysNames();

  /** An argument without the parentheses around it. */
  default Expr argument(int index) {
    return expr().arguments().get(index).bare();
  }

  /** How many arguments there are. */
  default int arguments() {
    return expr().arguments().size();
  }

  /** Gives the series of an argument one by one. */
  void stream(int argument, SeriesSink sink);

  /** The series of an argument; the caller's own. */
  List<StepSeries> vector(int argument);

  /** A number for each step. */
  double[] scalar(int argument);

  /** A text. */
  String text(int argument);

  /** Marks a series as one whose metric name leaves, or takes it away at once. */
  void dropName(StepSeries series);

  /** Gives a property of the samples that a selector picks, instead of their values. */
  void streamProperty(Expr.VectorSelector selector, Property property, SeriesSink sink);

  /** Series picked by other conditions than those of an argument, with the argument's times. */
  List<StepSeries> select(Selector selector, Expr.VectorSelector like, Property property);

  /** As {@link #select}, but the samples themselves. */
  List<StepSeries> select(Selector selector, Expr.VectorSelector like);
}
