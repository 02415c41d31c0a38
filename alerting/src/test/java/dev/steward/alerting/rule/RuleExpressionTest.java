package dev.steward.alerting.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.steward.spi.error.StewardException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RuleExpressionTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "up == 0",
        "vector(1)",
        "1",
        "count_over_time({__name__=\"up\"}[5m])",
        "sum(rate({\"http.requests\"}[5m]))",
        "absent(up)",
        "rate(errors_total[5m]) > 0 unless count_over_time({job=\"x\"}[5m])"
      })
  void whatNamesAMetricOrSelectsNothingIsPromql(String text) {
    assertInstanceOf(RuleExpression.Metrics.class, RuleExpression.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum by (host) (count_over_time({service_name=\"sshd\"} |= \"Failed password\" [5m])) > 10",
        "count_over_time({service_name=\"sshd\"}[5m]) > 10",
        "bytes_rate({host=\"mx1\"}[1m])",
        "sum(rate({host=\"mx1\"} | json | status >= 500 [5m]))"
      })
  void whatAsksForLinesIsLogql(String text) {
    assertInstanceOf(RuleExpression.Logs.class, RuleExpression.parse(text));
  }

  @Test
  void whatGivesNoNumbersIsRefused() {
    assertEquals(
        "a log query gives lines (expected: numbers, such as count_over_time of it)",
        assertThrows(StewardException.class, () -> RuleExpression.parse("{a=\"b\"} |= \"c\""))
            .getMessage());
    assertEquals(
        "invalid expression type \"range vector\" (expected: Scalar or instant Vector)",
        assertThrows(StewardException.class, () -> RuleExpression.parse("up[5m]")).getMessage());
  }

  @Test
  void theErrorIsThatOfTheLanguageThatWasMeant() {
    assertEquals(
        "1:7: parse error: unclosed left parenthesis",
        assertThrows(StewardException.class, () -> RuleExpression.parse("sum(up")).getMessage());
  }
}
