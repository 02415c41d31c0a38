package dev.steward.query.promql.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PrettyPrinterTest {
  private static String pretty(String query) {
    return PrettyPrinter.format(PromqlParser.parse(query));
  }

  @Test
  void whatFitsOnOneLineStaysThere() {
    assertEquals("sum by (a) (rate(b[5m]))", pretty("sum(rate(b[5m])) by(a)"));
  }

  @Test
  void longExpressionsBreakFromTheOutside() {
    String name = "a_metric_with_a_name_that_is_rather_long_total";
    assertEquals(
        """
          sum by (instance) (
            rate(%1$s{host="mx1",mode="idle"}[5m] offset 1h)
          )
        / on (instance)
          sum by (instance) (
            rate(%1$s{host="mx1",mode="user"}[5m] offset 1h)
          )\
        """
            .formatted(name),
        pretty(
            "sum(rate(%1$s{mode='idle',host='mx1'}[5m] offset 1h)) by (instance) / on(instance) sum(rate(%1$s{mode='user',host='mx1'}[5m] offset 1h)) by (instance)"
                .formatted(name)));
  }

  @Test
  void aBrokenExpressionReadsBackTheSame() {
    String query =
        "-(max_over_time((rate(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa[1m]) +"
            + " bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb)[5m:10s] @ end() offset 1m))";
    assertEquals(
        PromqlParser.parse(query).toString(), PromqlParser.parse(pretty(query)).toString());
  }
}
