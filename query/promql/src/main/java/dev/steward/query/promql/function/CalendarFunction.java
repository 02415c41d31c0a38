package dev.steward.query.promql.function;

import dev.steward.query.value.SeriesSink;
import dev.steward.query.value.StepSeries;
import dev.steward.spi.model.Labels;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.ToIntFunction;

/** A part of the calendar date that a number of seconds stands for, in UTC. */
final class CalendarFunction implements VectorFunction {
  /** All of them, by name. */
  static final Map<String, ToIntFunction<LocalDateTime>> TABLE =
      Map.of(
          "year", LocalDateTime::getYear,
          "month", LocalDateTime::getMonthValue,
          "day_of_month", LocalDateTime::getDayOfMonth,
          "day_of_week", CalendarFunction::dayOfWeek,
          "day_of_year", LocalDateTime::getDayOfYear,
          "days_in_month", time -> time.toLocalDate().lengthOfMonth(),
          "hour", LocalDateTime::getHour,
          "minute", LocalDateTime::getMinute);

  private static final double MAX_SECONDS = Instant.MAX.getEpochSecond() / 2.0;

  private final ToIntFunction<LocalDateTime> part;

  CalendarFunction(ToIntFunction<LocalDateTime> part) {
    this.part = part;
  }

  private static int dayOfWeek(LocalDateTime time) {
    return time.getDayOfWeek() == DayOfWeek.SUNDAY ? 0 : time.getDayOfWeek().getValue();
  }

  @Override
  public void apply(VectorCall call, SeriesSink sink) {
    if (call.arguments() > 0) {
      call.stream(0, series -> NumberFunctions.apply(series, this::of, call, sink));
      return;
    }
    StepSeries now = new StepSeries(Labels.EMPTY, call.grid().size());
    for (int step = 0; step < now.size(); step++) {
      now.set(step, of(Math.floorDiv(call.grid().timeMillis(step), 1000)));
    }
    sink.accept(now);
  }

  private double of(double seconds) {
    if (!(Math.abs(seconds) < MAX_SECONDS)) {
      return Double.NaN;
    }
    return part.applyAsInt(LocalDateTime.ofEpochSecond((long) seconds, 0, ZoneOffset.UTC));
  }
}
