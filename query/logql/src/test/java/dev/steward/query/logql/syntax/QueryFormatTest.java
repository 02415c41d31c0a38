package dev.steward.query.logql.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class QueryFormatTest {
  private static final String LONG = "x".repeat(60);

  private static void formats(String query, String expected) {
    String formatted = QueryFormat.of(LogqlParser.parse(query));
    assertEquals(expected, formatted);
    assertEquals(LogqlParser.parse(query), LogqlParser.parse(formatted));
  }

  @Test
  void whatFitsStaysOnOneLine() {
    formats("{ a = \"b\" }|=`c`", "{a=\"b\"} |= \"c\"");
    formats("sum(rate({a=\"b\"} [5m])) by (c)", "sum by (c)(rate({a=\"b\"}[5m]))");
  }

  @Test
  void eachStageHasALineAndFiltersShareOneAsFarAsTheyFit() {
    formats(
        "{a=\"b\"} |= `c` != `d` | logfmt | e=`" + LONG + "` | line_format `" + LONG + "` |= `f`",
        """
        {a="b"}
          |= "c" != "d"
          | logfmt
          | e="%s"
          | line_format "%s"
          |= "f\"\
        """
            .formatted(LONG, LONG));
    formats(
        "{a=\"b\"} |= `" + LONG + "` |= `" + LONG + "` |= `f`",
        "{a=\"b\"}\n  |= \"" + LONG + "\"\n  |= \"" + LONG + "\"\n  |= \"f\"");
  }

  @Test
  void argumentsAndOperandsHaveLinesOfTheirOwn() {
    formats(
        "topk(5, quantile_over_time(0.9, {a=`"
            + LONG
            + "`} | unwrap b | c=`"
            + LONG
            + "` [5m] offset 1h) by (d))",
        """
        topk(
          5,
          quantile_over_time(
            0.9,
            {a="%s"}
              | unwrap b
              | c="%s" [5m] offset 1h
          ) by (d)
        )\
        """
            .formatted(LONG, LONG));
    formats(
        "sum by (e)(rate({a=`"
            + LONG
            + "`}[5m])) / on (e) group_left () sum by (e)(rate({a=`c`}[5m]))",
        """
          sum by (e)(rate({a="%s"}[5m]))
        / on (e) group_left ()
          sum by (e)(rate({a="c"}[5m]))\
        """
            .formatted(LONG));
    formats(
        "label_replace(rate({a=`" + LONG + "`}[5m]), `dst`, `$1`, `src`, `" + LONG + "`)",
        """
        label_replace(
          rate({a="%s"}[5m]),
          "dst",
          "$1",
          "src",
          "%s"
        )\
        """
            .formatted(LONG, LONG));
  }

  @Test
  void variantsAreWrittenWithTheirLines() {
    formats(
        "variants(count_over_time({a=\"b\"}[1m]), bytes_over_time({a=\"b\"}[1m])) of ({a=\"b\"}[1m])",
        "variants(count_over_time({a=\"b\"}[1m]), bytes_over_time({a=\"b\"}[1m])) of ({a=\"b\"}[1m])");
  }
}
