package dev.steward.spi.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Line;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinePatternTest {
  @ParameterizedTest
  @CsvSource({
    "<_>, anything, true",
    "<_>, '', false",
    "'', '', true",
    "'', x, false",
    "abc, abc, true",
    "abc, abcd, false",
    "abc, xabc, false",
    "abc<_>, abcd, true",
    "abc<_>, abc, false",
    "<_>abc, xabc, true",
    "<_>abc, abc, false",
    "<_>abc, xabcx, false",
    "<_>abc<_>, xabcx, true",
    "<_>abc<_>, abcx, false",
    "<_> level=error <_>, ts=1 level=error msg=x, true",
    "<_> level=error <_>, level=error msg=x, false",
    "a<_>b<_>c, a1b2c, true",
    "a<_>b<_>c, ab2c, false",
    "a<_>bc, a bc bc, false",
    "<_> <_>, one two three, true",
    "a < b<_>, a < b c, true",
    "<1><_>, <1>x, true",
    "grün <_>, grün ist, true",
  })
  void aLineHasTheShapeOrNot(String pattern, String line, boolean expected) {
    assertEquals(expected, LinePattern.parse(pattern).accepts(Line.of(line)));
  }

  @ParameterizedTest
  @CsvSource({
    "<_><_>, found consecutive capture '<_><_>'",
    "a <name> b, named captures are not allowed",
  })
  void whatIsNoPatternIsRefused(String pattern, String problem) {
    StewardException thrown =
        assertThrows(StewardException.class, () -> LinePattern.parse(pattern));
    assertTrue(String.valueOf(thrown.getMessage()).contains(problem), thrown.getMessage());
  }
}
