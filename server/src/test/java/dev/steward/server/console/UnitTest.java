package dev.steward.server.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class UnitTest {
  @Test
  void numbersAreShort() {
    assertEquals("4.2 %", Unit.PERCENT.format(4.21));
    assertEquals("42 %", Unit.PERCENT.format(42.1));
    assertEquals("–", Unit.PERCENT.format(Double.NaN));
    assertEquals("54 B/s", Unit.BYTES_PER_SECOND.format(54.2));
    assertEquals("1.2 kB/s", Unit.BYTES_PER_SECOND.format(1_234));
    assertEquals("12 MB/s", Unit.BYTES_PER_SECOND.format(12_345_678));
  }

  @Test
  void aTopIsARoundNumberAtOrAboveTheValue() {
    assertEquals(100, Unit.PERCENT.roundUp(100));
    assertEquals(2000, Unit.BYTES_PER_SECOND.roundUp(1001));
    assertEquals(5000, Unit.BYTES_PER_SECOND.roundUp(2001));
    assertEquals(10_000, Unit.BYTES_PER_SECOND.roundUp(5001));
  }
}
