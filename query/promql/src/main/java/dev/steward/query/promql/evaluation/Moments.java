package dev.steward.query.promql.evaluation;

import dev.steward.query.promql.syntax.DurationExpr;
import dev.steward.query.promql.syntax.TimeShift;
import dev.steward.query.value.StepGrid;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import java.util.Arrays;

/** The moments that a selector looks at, one for each step of an evaluation. */
final class Moments {
  /** Far enough from the ends of a long that ranges around a moment do not wrap. */
  private static final long FARTHEST = Long.MAX_VALUE / 4;

  private final EvaluationSettings settings;

  Moments(EvaluationSettings settings) {
    this.settings = settings;
  }

  /** The moments of a selector with this shift. */
  long[] of(TimeShift shift, StepGrid grid) {
    DurationExpr offset = shift.offset();
    long back = offset == null ? 0 : millis(offset);
    long[] moments = new long[grid.size()];
    switch (shift.at()) {
      case TimeShift.At.Floating floating -> {
        for (int step = 0; step < moments.length; step++) {
          moments[step] = Math.clamp(grid.timeMillis(step), -FARTHEST, FARTHEST) - back;
        }
      }
      case TimeShift.At.Moment moment ->
          Arrays.fill(moments, Math.clamp(moment.millis(), -FARTHEST, FARTHEST) - back);
      case TimeShift.At.Start start -> Arrays.fill(moments, settings.grid().startMillis() - back);
      case TimeShift.At.End end -> Arrays.fill(moments, settings.grid().endMillis() - back);
    }
    return moments;
  }

  /** A length that may have any sign. */
  long millis(DurationExpr duration) {
    return duration.millis(settings.stepMillis(), settings.rangeMillis());
  }

  /** A length that must be positive. */
  long positiveMillis(DurationExpr duration) {
    long millis = millis(duration);
    if (millis <= 0) {
      throw new StewardException(ErrorCode.INVALID_ARGUMENT, "duration must be greater than 0");
    }
    return millis;
  }
}
