package dev.steward.collector.host;

import java.io.IOException;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** How the kernel's clock is steered, from {@code adjtimex(2)}. */
final class ClockDisciplineCollector implements HostCollector {
  private static final double MICROS = 1e6;
  private static final double NANOS = 1e9;
  private static final int STATUS_NANOS = 0x2000;

  /** Parts per million with a fraction of 16 bits, to one. */
  private static final double SCALED_PPM = 65_536e6;

  /** A family and how its value is made. */
  private record Quantity(MetricFamily family, ToDoubleFunction<ClockDiscipline> value) {}

  private final ClockDiscipline.Source source;
  private final List<Quantity> quantities =
      List.of(
          gauge("offset_seconds", "How far off the clock is.", c -> c.offset() / unit(c)),
          gauge(
              "frequency_adjustment_ratio",
              "How its rate is changed.",
              c -> 1 + c.frequency() / SCALED_PPM),
          gauge("maxerror_seconds", "How wrong it may be.", c -> c.maxErrorMicros() / MICROS),
          gauge(
              "estimated_error_seconds",
              "How wrong it is thought to be.",
              c -> c.estimatedErrorMicros() / MICROS),
          gauge("status", "Its flags.", ClockDiscipline::status),
          gauge("loop_time_constant", "How fast it is steered.", ClockDiscipline::constant),
          gauge("tick_seconds", "Time between two ticks.", c -> c.tickMicros() / MICROS),
          gauge(
              "pps_frequency_hertz",
              "Rate of a pulse-per-second signal.",
              c -> c.ppsFrequency() / SCALED_PPM),
          gauge("pps_jitter_seconds", "Jitter of the signal.", c -> c.jitter() / unit(c)),
          gauge("pps_shift_seconds", "Interval of the signal.", ClockDiscipline::shift),
          gauge(
              "pps_stability_hertz", "How stable the signal is.", c -> c.stability() / SCALED_PPM),
          counter("pps_jitter_total", "Too much jitter.", ClockDiscipline::jitterCount),
          counter("pps_calibration_total", "Calibrations.", ClockDiscipline::calibrationCount),
          counter("pps_error_total", "Failed calibrations.", ClockDiscipline::errorCount),
          counter(
              "pps_stability_exceeded_total",
              "Times that the signal was not stable.",
              ClockDiscipline::stabilityCount),
          gauge("tai_offset_seconds", "Atomic time minus this.", ClockDiscipline::taiOffsetSeconds),
          gauge(
              "sync_status", "Whether the clock counts as right.", c -> c.synchronised() ? 1 : 0));

  ClockDisciplineCollector(ClockDiscipline.Source source) {
    this.source = source;
  }

  private static Quantity gauge(String name, String help, ToDoubleFunction<ClockDiscipline> value) {
    return new Quantity(MetricFamily.gauge("node_timex_" + name, help), value);
  }

  private static Quantity counter(
      String name, String help, ToDoubleFunction<ClockDiscipline> value) {
    return new Quantity(MetricFamily.counter("node_timex_" + name, help), value);
  }

  private static double unit(ClockDiscipline clock) {
    return (clock.status() & STATUS_NANOS) != 0 ? NANOS : MICROS;
  }

  @Override
  public String name() {
    return "timex";
  }

  @Override
  public void collect(HostFiles files, MetricSink sink) throws IOException {
    ClockDiscipline clock = source.read();
    for (Quantity quantity : quantities) {
      sink.sample(
          quantity.family(), quantity.family().labels(), quantity.value().applyAsDouble(clock));
    }
  }
}
