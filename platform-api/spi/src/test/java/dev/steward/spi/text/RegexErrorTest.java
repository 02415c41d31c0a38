package dev.steward.spi.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegexErrorTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '"',
      value = {
        "( \"missing closing ): `(`\"",
        "a) \"unexpected ): `a)`\"",
        "x(?:y \"missing closing ): `x(?:y`\"",
        "[a \"missing closing ]: `[a`\"",
        "x[a-] \"\"",
        "x[]a \"missing closing ]: `[]a`\"",
        "[z-a] \"invalid character class range: `z-a`\"",
        "[[:nope:]] \"invalid character class range: `[:nope:]`\"",
        "\\p{Nope} \"invalid character class range: `\\p{Nope}`\"",
        "[a-\\d] \"invalid escape sequence: `\\d`\"",
        "*a \"missing argument to repetition operator: `*`\"",
        "a|+ \"missing argument to repetition operator: `+`\"",
        "(?:?) \"missing argument to repetition operator: `?`\"",
        "a** \"invalid nested repetition operator: `**`\"",
        "a*+ \"invalid nested repetition operator: `*+`\"",
        "a{2}{3} \"invalid nested repetition operator: `{2}{3}`\"",
        "a{1001} \"invalid repeat count: `{1001}`\"",
        "a{3,2} \"invalid repeat count: `{3,2}`\"",
        "(a{100}){100} \"invalid repeat count: `{100}`\"",
        "a\\ \"trailing backslash at end of expression: ``\"",
        "\\8 \"invalid escape sequence: `\\8`\"",
        "(a)\\1 \"invalid escape sequence: `\\1`\"",
        "\\Z \"invalid escape sequence: `\\Z`\"",
        "\\x{110000} \"invalid escape sequence: `\\x{110000`\"",
        "(?=a) \"invalid or unsupported Perl syntax: `(?=`\"",
        "(?!a) \"invalid or unsupported Perl syntax: `(?!`\"",
        "(?<=a) \"invalid or unsupported Perl syntax: `(?<`\"",
        "(?>a) \"invalid or unsupported Perl syntax: `(?>`\"",
        "(?i-) \"invalid or unsupported Perl syntax: `(?i-)`\"",
        "(?x) \"invalid or unsupported Perl syntax: `(?x`\"",
        "(?P<1-x>a) \"invalid named capture: `(?P<1-x>`\"",
        "(?P<>a) \"invalid named capture: `(?P<>`\"",
        "(?P<n \"invalid named capture: `(?P<n`\"",
        "(?P=n) \"invalid or unsupported Perl syntax: `(?P`\"",
        "(?i \"missing closing ): `(?i`\"",
      })
  void theWordsAreThoseThatGosUsersKnow(String regex, String problem) {
    if (problem.isEmpty()) {
      Regex.compile(regex);
      return;
    }
    RegexSyntaxException error =
        assertThrows(RegexSyntaxException.class, () -> Regex.compile(regex));
    assertEquals("error parsing regexp: " + problem, error.getMessage());
  }
}
