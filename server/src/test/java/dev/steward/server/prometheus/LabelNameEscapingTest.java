package dev.steward.server.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class LabelNameEscapingTest {
  @Test
  void plainNamesStandForThemselves() {
    assertEquals("instance", LabelNameEscaping.unescape("instance"));
    assertEquals("a_b", LabelNameEscaping.unescape("a_b"));
  }

  @Test
  void escapesAreCharactersByTheirNumber() {
    assertEquals("http.status:sum", LabelNameEscaping.unescape("U__http_2e_status:sum"));
    assertEquals("a_b", LabelNameEscaping.unescape("U__a__b"));
    assertEquals("😀", LabelNameEscaping.unescape("U___1f600_"));
  }

  @Test
  void whatIsNoValidEscapeStandsForItself() {
    for (String text : new String[] {"U__a_", "U__a_zz_", "U__a_d800_", "U__a_1234567_"}) {
      assertEquals(text, LabelNameEscaping.unescape(text));
    }
  }
}
