package dev.steward.alerting.matching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.spi.model.Labels;
import org.junit.jupiter.api.Test;

final class MatcherParserTest {
  private static String parsed(String text) {
    return MatcherParser.parse(text).toString();
  }

  @Test
  void bothNotationsReadTheUsualForms() {
    assertEquals("{foo=\"bar\"}", parsed("foo=bar"));
    assertEquals("{foo=\"bar\"}", parsed("foo = \"bar\""));
    assertEquals("{dings!=\"bums\",foo=\"bar\"}", parsed("{foo=\"bar\", dings != bums, }"));
    assertEquals("{code=~\"5..\"}", parsed("code=~\"5..\""));
    assertEquals("{code!~\"5..\"}", parsed("{code!~5..}"));
    assertEquals("{}", parsed("{}"));
    assertEquals("{foo=\"\"}", parsed("foo="));
  }

  @Test
  void commasAndEscapesInQuotesBelongToTheValue() {
    assertEquals("{a=\"x, y\",b=\"c\"}", parsed("a=\"x, y\",b=c"));
    assertEquals("{a=\"say \\\"hi\\\"\"}", parsed("a=\"say \\\"hi\\\"\""));
    assertEquals("{a=\"one\\ntwo\"}", parsed("a=\"one\\ntwo\""));
    assertEquals("{a=\"C:\\\\d\"}", parsed("a=C:\\d"));
  }

  @Test
  void theNewerNotationTakesAnyTextAsAName() {
    assertEquals("{my label=\"Ω 🙂\"}", parsed("{\"my label\"=\"Ω 🙂\"}"));
    assertEquals("{größe=\"1\"}", parsed("größe=1"));
  }

  @Test
  void whatIsNoMatcherIsSaidInAlertmanagersWords() {
    assertProblem("bad matcher format: foo", "foo");
    assertProblem("matcher value contains unescaped double quote: \"bar", "foo=\"bar");
    assertProblem("bad matcher format: =bar", "=bar");
    assertThrows(
        dev.steward.spi.error.StewardException.class, () -> MatcherParser.parse("foo=~\"(\""));
  }

  private static void assertProblem(String problem, String text) {
    assertEquals(
        problem,
        assertThrows(MatcherSyntaxException.class, () -> MatcherParser.parse(text)).getMessage());
  }

  @Test
  void allHaveToHoldAndMissingLabelsAreEmpty() {
    Matchers matchers = MatcherParser.parse("{team=\"web\",env!=\"test\",host=~\"mx.*\"}");
    assertTrue(matchers.accept(Labels.of("team", "web", "host", "mx1")));
    assertFalse(matchers.accept(Labels.of("team", "web", "host", "db")));
    assertFalse(matchers.accept(Labels.of("team", "web", "host", "mx1", "env", "test")));
  }
}
