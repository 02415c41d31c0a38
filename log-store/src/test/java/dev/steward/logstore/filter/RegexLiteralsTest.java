package dev.steward.logstore.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RegexLiteralsTest {
  @Test
  void plainTextBetweenWhatVariesIsFound() {
    assertEquals(List.of("port ", "1 ssh2"), RegexLiterals.of("port \\d{4}1 ssh2"));
    assertEquals(List.of("a.b"), RegexLiterals.of("a\\.b"));
    assertEquals(
        List.of("from ", " to "), RegexLiterals.of("^from [a-z]+ to (x|y)?$".replace("|", "")));
  }

  @Test
  void whatMayBeMissingIsNotNamed() {
    assertEquals(List.of("colo", "r"), RegexLiterals.of("colou?r"));
    assertEquals(List.of("a", "c"), RegexLiterals.of("ab*c"));
    assertEquals(List.of("ab", "c"), RegexLiterals.of("ab+c"));
    assertEquals(List.of("x", "z"), RegexLiterals.of("xy{0,3}z"));
    assertEquals(List.of("x", "z"), RegexLiterals.of("x(abc)?z"));
  }

  @Test
  void nothingIsCertainWithAlternativesOrFlags() {
    assertEquals(List.of(), RegexLiterals.of("a|b"));
    assertEquals(List.of(), RegexLiterals.of("(?i)abc"));
    assertEquals(List.of(), RegexLiterals.of("\\Qa.b\\E"));
  }

  @Test
  void whatIsNotUnderstoodEndsTheReading() {
    assertEquals(List.of("a"), RegexLiterals.of("a\\p{L}b"));
    assertEquals(List.of("a"), RegexLiterals.of("a[[:alpha:]]b"));
  }
}
