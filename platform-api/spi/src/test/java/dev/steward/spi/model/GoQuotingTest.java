package dev.steward.spi.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class GoQuotingTest {
  @Test
  void textIsQuotedAsGoQuotesIt() {
    assertEquals("\"plain\"", GoQuoting.quote("plain"));
    assertEquals("\"\"", GoQuoting.quote(""));
    assertEquals("\"a\\\"b\\\\c\"", GoQuoting.quote("a\"b\\c"));
    assertEquals("\"\\a\\b\\f\\n\\r\\t\\v\"", GoQuoting.quote("\u0007\b\f\n\r\t\u000b"));
    assertEquals("\"\\x00\\x1b\\x7f\"", GoQuoting.quote("\0\u001b\u007f"));
    assertEquals("\"grün 日本 😀\"", GoQuoting.quote("grün 日本 😀"));
    assertEquals("\"\\u00a0\\u200b\\u2028\\ufeff\"", GoQuoting.quote("\u00a0\u200b\u2028\ufeff"));
    assertEquals("\"\\U000e0001\"", GoQuoting.quote(new String(Character.toChars(0xE0001))));
  }
}
