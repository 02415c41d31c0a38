package dev.steward.spi.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.spi.model.Line;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegexTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "port \\d{4}1 ssh2|port 22221 ssh2",
        "a{|a{",
        "{foo}|{foo}",
        "x{,5}|x{,5}",
        "[a&&b]+|&&ab",
        "[[a]+|[[a",
        "[]a]+|]a]",
        "[^]]|x",
        "[\\s-x]+|- x",
        "[a\\-z]+|-za",
        "[[:alpha:]_]+|ab_C",
        "[[:^digit:]]+|ab-",
        "[\\w.]+|a.b_1",
        "(?i)straße|STRAßE",
        "\\pL+|äöü",
        "\\p{Greek}+|αβγ",
        "\\P{Lu}|a",
        "\\x41\\x{1F600}|A😀",
        "\\Qa.b*\\E+|a.b**",
        "\\101|A",
        "a.c|abc",
        "\\/\\-\\_\\:|/-_:",
        "^$|",
      })
  void matchesTheWholeText(String regex, @Nullable String text) {
    String candidate = text == null ? "" : text;
    assertTrue(Regex.compile(regex).matchesWhole(candidate), regex);
  }

  @Test
  void aDollarIsTheEndOfTheTextUnlessLinesAreAskedFor() {
    Line twoLines = Line.of("first\nsecond\n");
    assertFalse(Regex.compile("second$").find(twoLines));
    assertTrue(Regex.compile("(?m)first$").find(twoLines));
    assertTrue(Regex.compile("(?m:first$)\\s").find(twoLines));
    assertFalse(Regex.compile("(?m:x)|first$").find(twoLines));
  }

  @Test
  void aDotMatchesLineEndsOnlyWhereTheWholeTextIsAskedFor() {
    assertTrue(Regex.compile("a.b").matchesWhole("a\nb"));
    assertFalse(Regex.compile("a.b").find(Line.of("a\nb")));
  }

  @Test
  void namedGroupsMayHoldUnderscoresAndAreNumbered() {
    Regex regex = Regex.compile("(x)(?P<status_code>\\d+)(?:y)(?<_z>z)");
    assertEquals(List.of("status_code", "_z"), List.copyOf(regex.groups().keySet()));
    assertEquals(2, regex.groups().get("status_code"));
    assertEquals(3, regex.groups().get("_z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        ")",
        "a)",
        "[a",
        "*",
        "a**",
        "+a",
        "a{2}{3}",
        "a{1001}",
        "a{3,2}",
        "(?=a)",
        "(?!a)",
        "(?<=a)b",
        "(?<!a)b",
        "(?>a)",
        "a++",
        "(a)\\1",
        "\\Z",
        "\\k<x>",
        "\\e",
        "\\",
        "[\\",
        "(?P<1-x>a)",
        "(?P<>a)",
        "\\x{110000}",
        "\\xg1",
        "[[:nope:]]",
        "(?x)a",
        "(?",
        "\\p{Nope}"
      })
  void refusesWhatTheDialectDoesNotHave(String regex) {
    RegexSyntaxException error =
        assertThrows(RegexSyntaxException.class, () -> Regex.compile(regex));
    assertTrue(String.valueOf(error.getMessage()).startsWith("error parsing regexp: "), regex);
  }

  @Test
  void deepNestingIsRefusedAndNotOverflowing() {
    assertThrows(
        RegexSyntaxException.class, () -> Regex.compile("(".repeat(5000) + ")".repeat(5000)));
  }
}
