package dev.steward.query.template;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoFormatTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "printf \"%d|%5d|%-5d|%05d|%+d\" 42 42 42 42 42~42|   42|42   |00042|+42",
        "printf \"%x %X %#x %o %b %c %U %q\" 255 255 255 8 5 65 65 65~ff FF 0xff 10 101 A U+0041 'A'",
        "printf \"%s|%6s|%-6s|%.2s|%q\" \"abc\" \"abc\" \"abc\" \"abc\" \"abc\"~abc|   abc|abc   |ab|\"abc\"",
        "printf \"%x\" \"hi\"~6869",
        "printf \"%f %.1f %8.2f %e %g %G\" 3.14159 3.14159 3.14159 1234.5 1e10 1e-10~3.141590 3.1     3.14 1.234500e+03 1e+10 1E-10",
        "printf \"%.3g %.3g\" 1234.5 0.00012345~1.23e+03 0.000123",
        "printf \"%v %v %v %v\" 1 2.5 \"x\" true~1 2.5 x true",
        "printf \"%t %T %T %T\" true 1 1.5 \"x\"~true int float64 string",
        "printf \"%5.1f%%\" 99.95~100.0%",
        "printf \"%*d|%-*d|\" 5 1 3 2~    1|2  |",
        "printf \"%d\" \"x\"~%!d(string=x)",
        "printf \"%d %d\" 1~1 %!d(MISSING)",
        "printf \"%d\" 1 2~1%!(EXTRA int=2)",
        "printf \"%z\" 1~%!z(int=1)",
        "printf \"%\"~%!(NOVERB)",
        "printf \"%s\" nil~%!s(<nil>)",
        "printf \"%v\" nil~<nil>",
        "printf \"%6.2f|%-8.1f|%08.3f\" -1.5 2.25 -3.14159~ -1.50|2.2     |-003.142",
      })
  void formatsAsGoDoes(String call, String expected) {
    assertEquals(
        expected,
        Template.parse("t", "{{" + call + "}}", Functions.BUILT_IN, Template.Options.DEFAULT)
            .execute(null));
  }
}
