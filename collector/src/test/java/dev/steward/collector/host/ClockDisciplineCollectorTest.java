package dev.steward.collector.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClockDisciplineCollectorTest {
  @TempDir Path folder;

  private static ClockDiscipline clock(int status) {
    return new ClockDiscipline(
        true,
        1500,
        65_536,
        16_000_000,
        250,
        status,
        7,
        10_000,
        0,
        3000,
        4,
        131_072,
        5,
        6,
        8,
        9,
        37);
  }

  @Test
  void everythingIsInSecondsAndRatios() throws IOException {
    assertEquals(
        """
        # TYPE node_timex_offset_seconds gauge
        node_timex_offset_seconds 0.0015
        # TYPE node_timex_frequency_adjustment_ratio gauge
        node_timex_frequency_adjustment_ratio 1.000001
        # TYPE node_timex_maxerror_seconds gauge
        node_timex_maxerror_seconds 16
        # TYPE node_timex_estimated_error_seconds gauge
        node_timex_estimated_error_seconds 0.00025
        # TYPE node_timex_status gauge
        node_timex_status 1
        # TYPE node_timex_loop_time_constant gauge
        node_timex_loop_time_constant 7
        # TYPE node_timex_tick_seconds gauge
        node_timex_tick_seconds 0.01
        # TYPE node_timex_pps_frequency_hertz gauge
        node_timex_pps_frequency_hertz 0
        # TYPE node_timex_pps_jitter_seconds gauge
        node_timex_pps_jitter_seconds 0.003
        # TYPE node_timex_pps_shift_seconds gauge
        node_timex_pps_shift_seconds 4
        # TYPE node_timex_pps_stability_hertz gauge
        node_timex_pps_stability_hertz 2e-06
        # TYPE node_timex_pps_jitter_total counter
        node_timex_pps_jitter_total 5
        # TYPE node_timex_pps_calibration_total counter
        node_timex_pps_calibration_total 6
        # TYPE node_timex_pps_error_total counter
        node_timex_pps_error_total 8
        # TYPE node_timex_pps_stability_exceeded_total counter
        node_timex_pps_stability_exceeded_total 9
        # TYPE node_timex_tai_offset_seconds gauge
        node_timex_tai_offset_seconds 37
        # TYPE node_timex_sync_status gauge
        node_timex_sync_status 1
        """,
        new HostFixture(folder).samples(new ClockDisciplineCollector(() -> clock(1))));
  }

  @Test
  void theStatusSaysThatOffsetsAreNanoseconds() throws IOException {
    String samples =
        new HostFixture(folder).samples(new ClockDisciplineCollector(() -> clock(0x2001)));
    assertTrue(samples.contains("node_timex_offset_seconds 1.5e-06\n"), samples);
    assertTrue(samples.contains("node_timex_pps_jitter_seconds 3e-06\n"), samples);
  }

  @Test
  void thisMachinesClockTicks() throws IOException {
    ClockDiscipline clock = new AdjustTime().read();
    assertTrue(clock.tickMicros() >= 900 && clock.tickMicros() <= 110_000, clock.toString());
    assertTrue(clock.maxErrorMicros() >= 0, clock.toString());
  }
}
