package dev.steward.spi.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.spi.model.Line;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegexFastPathTest {
  @ParameterizedTest
  @CsvSource({
    "error, error",
    "a(bc)d, abcd",
    "(?i)error, ''",
    "err(or)+s, error",
    "x*long y?, 'long '",
    "(a|b)cde, cde",
    "ab.*cdef, cdef",
    "\\bword\\b, word",
    "a{0}b, b",
    "(?:ab){2}, ab",
    "a|b, ''",
    "status=5\\d\\d, status=5",
  })
  void theRequiredLiteralIsTheLongestThatIsFound(String regex, String literal) {
    assertEquals(literal, Regex.compile(regex).requiredLiteral());
  }

  @ParameterizedTest
  @CsvSource({"mx.*, mx", "^mx[12], mx", "(ab)c+, abc", ".*, ''", "a|b, ''", "(?i)mx, ''"})
  void theLiteralPrefixIsWhatAllStartWith(String regex, String prefix) {
    assertEquals(prefix, Regex.compile(regex).literalPrefix());
  }

  @Test
  void fewTextsAreListed() {
    assertEquals(Optional.of(Set.of("a", "b", "cd")), Regex.compile("a|b|cd").literalTexts());
    assertEquals(Optional.of(Set.of("mx1", "mx2")), Regex.compile("^mx[12]$").literalTexts());
    assertEquals(
        Optional.of(Set.of("ab", "aB", "Ab", "AB")), Regex.compile("(?i)ab").literalTexts());
    assertEquals(Optional.of(Set.of("", "x")), Regex.compile("x?").literalTexts());
    assertEquals(Optional.of(Set.of("")), Regex.compile("").literalTexts());
    assertEquals(Optional.empty(), Regex.compile("mx\\d\\d\\d").literalTexts());
    assertEquals(Optional.empty(), Regex.compile("a+").literalTexts());
    assertEquals(Optional.empty(), Regex.compile("a^b").literalTexts());
  }

  @Test
  void flagsChangeWhatFollowsThemInTheirGroup() {
    assertTrue(Regex.compile("(?i)ß straSSe|KELVIN").matchesWhole("\u212Aelvin"));
    assertTrue(Regex.compile("a(?i)b|c").matchesWhole("C"));
    assertFalse(Regex.compile("(a(?i)b)c").matchesWhole("aBC"));
    assertTrue(Regex.compile("(?i:a)b").matchesWhole("Ab"));
    assertFalse(Regex.compile("(?i:a)b").matchesWhole("AB"));
    assertFalse(Regex.compile("(?-s)a.b").matchesWhole("a\nb"));
    assertTrue(Regex.compile("(?s)a.b").find(Line.of("a\nb")));
    assertTrue(Regex.compile("(?m)^b").find(Line.of("a\nb")));
    assertFalse(Regex.compile("^b").find(Line.of("a\nb")));
    assertTrue(Regex.compile("(?m)^$").find(Line.of("a\n")));
    assertEquals("a", firstMatch("(?U)a+", "aaa"));
    assertEquals("aaa", firstMatch("(?U)a+?", "aaa"));
    assertTrue(Regex.compile("(?i)[^k]").matchesWhole("x"));
    assertFalse(Regex.compile("(?i)[^k]").matchesWhole("K"));
    assertTrue(Regex.compile("(?i)ÄÖ").matchesWhole("äö"));
  }

  private static String firstMatch(String regex, String text) {
    var matcher = Regex.compile(regex).matcher(text);
    assertTrue(matcher.find());
    return String.valueOf(matcher.group(0));
  }

  @Test
  void theFirstGroupOfANameCounts() {
    assertEquals(1, Regex.compile("(?P<a>x)(?P<a>y)").groups().get("a"));
  }

  @Test
  void bytesThatAreNoUtf8CountAsTheReplacementCharacter() {
    Line line = Line.wrap("a\u00ffb".getBytes(StandardCharsets.ISO_8859_1));
    assertTrue(Regex.compile("a.b").find(line));
    assertTrue(Regex.compile("a\uFFFDb").find(line));
    assertFalse(Regex.compile("a..b").find(line));
    assertTrue(Regex.compile("^...$").find(line));
  }

  @Test
  void characterNotBytesAreCounted() {
    assertTrue(Regex.compile("^.{3}$").find(Line.of("äö😀")));
    assertFalse(Regex.compile("^.{4}$").find(Line.of("äö😀")));
    assertFalse(Regex.compile("\\B").find(Line.of("aéb")));
  }

  @Test
  void noExpressionTakesLongToFind() {
    Line line = Line.of("a".repeat(50_000) + "!");
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          for (String regex :
              new String[] {
                "(a+)+$",
                "(a|aa)+$",
                "(.*)(.*)(.*)(.*)(.*)b",
                "(a|b|ab)*c",
                "(?:a?){30}a{30}!",
                "(x+x+)+y",
                "([a-z]+)*=",
                "a.{50}b"
              }) {
            Regex compiled = Regex.compile(regex);
            compiled.find(line);
            compiled.matchesWhole(line.toString());
          }
        });
    assertTrue(Regex.compile("(a|b)*!").find(line));
  }

  @Test
  void groupsAreFoundWhereTryingOrNestingWouldTakeTooMuch() {
    String text = "a".repeat(50_000);
    assertFalse(Regex.compile("(a+)+$").matcher(text + "!").find());
    assertFalse(Regex.compile("(?P<x>(a|a)*b)").matcher(text).find());
    RegexMatcher alternation = Regex.compile("((?:a|b)*)c").matcher(text + "cx");
    assertTrue(alternation.find());
    assertEquals(text, alternation.group(1));
    assertEquals(50_001, alternation.end());
    assertFalse(alternation.find());
    RegexMatcher quoted =
        Regex.compile("\"((?:[^\"\\\\]|\\\\.)*)\"").matcher("x \"" + text + "\" y");
    assertTrue(quoted.find());
    assertEquals(text, quoted.group(1));
    assertTrue(Regex.compile("(?:(a)|(b))*").matcher(text).matches());
  }

  @Test
  void anEmptyMatchBehindAMatchIsNone() {
    assertEquals("xbxcx", RegexReplacement.of("x").all(Regex.compile("a*"), "baac"));
  }

  @Test
  void moreStatesThanAreKeptDoNotChangeTheAnswer() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Regex regex = Regex.compile("a.{12}b");
    for (int round = 0; round < 60; round++) {
      StringBuilder text = new StringBuilder();
      IntStream.range(0, 2000).forEach(i -> text.append(random.nextInt(25) == 0 ? 'b' : 'a'));
      String whole = text.toString();
      assertEquals(regex.matcher(whole).find(), regex.find(Line.of(whole)), "seed " + seed);
    }
  }

  @Test
  void expressionsThatWouldGrowTooLargeAreRefused() {
    assertThrows(RegexSyntaxException.class, () -> Regex.compile("\\pL{1000}\\pL{1000}\\pL{1000}"));
  }

  @Test
  void nestedRepetitionsStaySmall() {
    Regex regex = Regex.compile("(".repeat(200) + "a" + ")+".repeat(200));
    assertTrue(regex.matchesWhole("aaa"));
    assertFalse(regex.matchesWhole("b"));
  }
}
