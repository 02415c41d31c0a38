package dev.steward.query.logql.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-1.5, -1.5",
    "+2, 2",
    "1e3, 1000",
    "1.E-2, 0.01",
    ".5, 0.5",
    "0x1p4, 16",
    "0X1.8P1, 3",
    "inf, Infinity",
    "-Inf, -Infinity",
    "+INFINITY, Infinity",
    "NaN, NaN"
  })
  void readsNumbersAsGoDoes(String text, double number) {
    assertEquals(number, Numbers.parse(text).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " 1", "1 ", "1f", "1d", "0x10", "0b1", "0o7", "1e", "e1", ".", "--1", "1e999", "-nan",
        "Infinit", "0x1p", "1_000"
      })
  void refusesWhatGoDoes(String text) {
    assertTrue(Numbers.parse(text).isEmpty());
  }
}
