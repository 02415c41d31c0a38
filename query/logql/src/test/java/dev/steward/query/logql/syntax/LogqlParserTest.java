package dev.steward.query.logql.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.query.value.QuerySyntaxException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogqlParserTest {
  /** Queries as they print themselves, so that reading and printing are each other's inverse. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{app=\"mail\"}",
        "{app=\"mail\", host!=\"mx1\", unit=~\"post.*\", job!~\"a|b\"}",
        "{app=\"mail\"} |= \"error\"",
        "{app=\"mail\"} |= \"a\" or \"b\" != \"c\" |~ \"d\\\\d\" !~ \"e\" |> \"<_> f\" !> \"g <_>\"",
        "{app=\"mail\"} |= ip(\"10.0.0.0/8\") != ip(\"10.0.0.1\")",
        "{app=\"mail\"} | json",
        "{app=\"mail\"} | json a, b=\"c.d[0]\"",
        "{app=\"mail\"} | logfmt --strict --keep-empty a=\"b\", c",
        "{app=\"mail\"} | regexp \"(?P<a>.*)\" | pattern \"<b> <_>\" | unpack | decolorize",
        "{app=\"mail\"} | line_format \"{{.a}}\" | label_format a=b,c=\"{{.d}}\"",
        "{app=\"mail\"} | drop a, b=\"c\" | keep d, e=~\"f\"",
        "{app=\"mail\"} | a=\"b\"",
        "{app=\"mail\"} | a==1.5",
        "{app=\"mail\"} | a>=-2",
        "{app=\"mail\"} | took>1h30m0s",
        "{app=\"mail\"} | size<=2048B",
        "{app=\"mail\"} | addr!=ip(\"::1\")",
        "{app=\"mail\"} | ( a=\"b\" , ( c=\"d\" or e>1 ) )",
        "count_over_time({app=\"mail\"} |= \"x\"[5m])",
        "rate({app=\"mail\"} | json[1h30m] offset 1d)",
        "rate({app=\"mail\"}[1m] offset -5m)",
        "quantile_over_time(0.99,{app=\"mail\"} | json | unwrap took[5m]) by (host)",
        "sum_over_time({app=\"mail\"} | logfmt | unwrap bytes(size) | __error__=\"\"[5m])",
        "max_over_time({app=\"mail\"} | logfmt | unwrap duration(took)[5m]) without (a,b)",
        "sum by (host)(rate({app=\"mail\"}[1m]))",
        "avg without (host)(rate({app=\"mail\"}[1m]))",
        "topk by (host)(5,rate({app=\"mail\"}[1m]))",
        "sort_desc(rate({app=\"mail\"}[1m]))",
        "approx_topk(3,rate({app=\"mail\"}[1m]))",
        "(rate({app=\"a\"}[1m]) / ignoring (b) group_left (c) rate({app=\"b\"}[1m]))",
        "(rate({app=\"a\"}[1m]) > bool on (b) group_right () rate({app=\"b\"}[1m]))",
        "(rate({app=\"a\"}[1m]) unless on (b) rate({app=\"b\"}[1m]))",
        "label_replace(rate({app=\"a\"}[1m]),\"b\",\"$1\",\"c\",\"(.*)\")",
        "vector(1.5)",
        "(vector(1) + vector(1))",
        "42",
      })
  void printsWhatItReads(String query) {
    assertEquals(query, LogqlParser.parse(query).toString());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '\u0001',
      value = {
        "{app=`mail`}|=`a\\b`¦{app=\"mail\"} |= \"a\\\\b\"",
        "{app=\"mail\"} # all of it¦{app=\"mail\"}",
        "({app=\"mail\"})¦{app=\"mail\"}",
        "{ip=\"a\", rate=\"b\", duration=\"c\"}¦{ip=\"a\", rate=\"b\", duration=\"c\"}",
        "{a=\"b\"} | x=\"1\" or y=\"2\" z=\"3\"¦{a=\"b\"} | ( x=\"1\" or ( y=\"2\" , z=\"3\" ) )",
        "{a=\"b\"} | x=\"1\" and y=\"2\", z=\"3\"¦"
            + "{a=\"b\"} | ( ( x=\"1\" , y=\"2\" ) , z=\"3\" )",
        "{a=\"b\"} | took > 1d¦{a=\"b\"} | took>24h0m0s",
        "{a=\"b\"} | size > 1.5KiB¦{a=\"b\"} | size>1536B",
        "RATE({a=\"b\"}[5m])¦rate({a=\"b\"}[5m])",
        "rate({a=\"b\"}[5m] |= \"x\")¦rate({a=\"b\"} |= \"x\"[5m])",
        "rate(({a=\"b\"} |= \"x\")[5m])¦rate({a=\"b\"} |= \"x\"[5m])",
        "rate(({a=\"b\"} |= \"x\"[5m]))¦rate({a=\"b\"} |= \"x\"[5m])",
        "rate({a=\"b\"}[5m] offset 1h | json | unwrap x)¦"
            + "rate({a=\"b\"} | json | unwrap x[5m] offset 1h)",
        "sum(rate({a=\"b\"}[5m])) by (c, d)¦sum by (c,d)(rate({a=\"b\"}[5m]))",
        "sum by ()(rate({a=\"b\"}[5m]))¦sum by ()(rate({a=\"b\"}[5m]))",
        "1 + 2 * 3¦7",
        "2 ^ 3 ^ 2¦512",
        "(1 + 2) * 3¦9",
        "-2 ^ 2¦4",
        "1 + 1--1¦3",
        "7 > 2¦1",
        "7 == bool 8¦0",
        "10 / 0¦(0 / 0)",
        "0x1p3¦8",
        "rate({a=\"b\"}[1m]) + 1 * 2¦(rate({a=\"b\"}[1m]) + 2)",
        "rate({a=\"b\"}[1m]) > 1 and rate({c=\"d\"}[1m]) or vector(0)¦"
            + "(((rate({a=\"b\"}[1m]) > 1) and rate({c=\"d\"}[1m])) or vector(0))",
        "rate({a=\"b\"}[1m]) - on (x) group_left rate({c=\"d\"}[1m])¦"
            + "(rate({a=\"b\"}[1m]) - on (x) group_left () rate({c=\"d\"}[1m]))",
        "rate({a=\"b\"}[1m]) * on (x) group_left (vector(1))¦"
            + "(rate({a=\"b\"}[1m]) * on (x) group_left () vector(1))",
      })
  void readsOtherWaysOfWritingTheSame(String query, String printed) {
    assertEquals(printed, LogqlParser.parse(query).toString());
    assertEquals(printed, LogqlParser.parse(printed).toString());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '\u0001',
      value = {
        "¦line 1, col 1: syntax error: unexpected $end",
        "{app=\"a\"¦line 1, col 9: syntax error: unexpected $end, expecting } or ,",
        "{app}¦line 1, col 5: syntax error: unexpected }, expecting = or != or =~ or !~",
        "{app=b}¦line 1, col 6: syntax error: unexpected IDENTIFIER, expecting STRING",
        "{}¦line 1, col 1: queries require at least one regexp or equality matcher",
        "{app=~\".*\"}¦line 1, col 1: queries require at least one regexp or equality matcher",
        "{app=~\"(\"}¦line 1, col 7: error parsing regexp: missing closing )",
        "{app=\"a\"} |= ¦line 1, col 13: syntax error: unexpected $end, expecting STRING",
        "{app=\"a\"} | ¦line 1, col 12: syntax error: unexpected $end",
        "{app=\"a\"} |= \"x¦line 1, col 14: literal not terminated",
        "{app=\"a\"} |~ ip(\"1.1.1.1\")¦line 1, col 11: ip: invalid operation",
        "{app=\"a\"} |= ip(\"x\")¦line 1, col 11: ip: invalid pattern",
        "{app=\"a\"} | a == \"b\"¦line 1, col 18: syntax error: unexpected STRING, expecting BYTES",
        "{app=\"a\"} | a > ip(\"::1\")¦line 1, col 17: syntax error: unexpected ip, expecting BYTES",
        "{app=\"a\"} | a =~ 5¦line 1, col 18: syntax error: unexpected NUMBER, expecting STRING",
        "{app=\"a\"} | a > 0x10¦line 1, col 17: unable to parse literal as a float",
        "{app=\"a\"} | unwrap x¦line 1, col 11: syntax error: unexpected |",
        "{app=\"a\"} | regexp \"x\"¦line 1, col 20: at least one named capture must be supplied",
        "{app=\"a\"} | pattern \"x\"¦line 1, col 21: invalid pattern: at least one capture",
        "{app=\"a\"} | pattern \"<a><b>\"¦line 1, col 21: invalid pattern: found consecutive",
        "{app=\"a\"} |> \"<a> x\"¦line 1, col 11: invalid pattern: named captures",
        "{app=\"a\"} | label_format a=\"x\",a=\"y\"¦line 1, col 32: multiple label name 'a'",
        "{app=\"a\"} | label_format __error__=\"x\"¦line 1, col 26: __error__ cannot be formatted",
        "rate({app=\"a\"})¦line 1, col 15: syntax error: unexpected ), expecting RANGE",
        "rate({app=\"a\"}[5x])¦line 1, col 15: unknown unit \"x\" in duration \"5x\"",
        "rate({app=\"a\"}[5minutes])¦line 1, col 15: unknown unit \"minutes\" in duration",
        "rate({app=\"a\"}[m])¦line 1, col 15: not a valid duration string: \"m\"",
        "rate({app=\"a\"}[5m1h])¦line 1, col 15: not a valid duration string: \"5m1h\"",
        "rate({app=\"a\"}[5)¦line 1, col 15: missing closing ']' in duration",
        "rate({app=\"a\"}[0s])¦line 1, col 15: duration must be greater than 0",
        "rate({app=\"a\"}[5m]) by (x)¦line 1, col 1: grouping not allowed for rate aggregation",
        "sum_over_time({app=\"a\"}[5m])¦line 1, col 1: invalid aggregation sum_over_time without",
        "count_over_time({app=\"a\"} | unwrap x [5m])¦line 1, col 1: invalid aggregation count_over",
        "quantile_over_time({app=\"a\"} | unwrap x [5m])¦line 1, col 1: parameter required",
        "rate(0.5,{app=\"a\"}[5m])¦line 1, col 1: parameter 0.5 not supported for operation rate",
        "topk(rate({app=\"a\"}[5m]))¦line 1, col 1: parameter required for operation topk",
        "topk(1.5,rate({app=\"a\"}[5m]))¦line 1, col 6: invalid parameter topk(1.5,",
        "topk(0,rate({app=\"a\"}[5m]))¦line 1, col 6: invalid parameter (must be greater than 0)",
        "sum(5,rate({app=\"a\"}[5m]))¦line 1, col 5: unsupported parameter for operation sum(5,",
        "sort(rate({app=\"a\"}[5m])) by (x)¦line 1, col 1: sort and sort_desc doesn't allow",
        "sum({app=\"a\"})¦line 1, col 14: syntax error: unexpected )",
        "sum({app=\"a\"}[5m])¦line 1, col 14: syntax error: unexpected RANGE",
        "unk(rate({app=\"a\"}[5m]))¦line 1, col 1: syntax error: unexpected IDENTIFIER",
        "1 and 2¦line 1, col 1: unexpected literal for left leg of logical/set binary operation",
        "vector(1) or 2¦line 1, col 11: unexpected literal for right leg",
        "vector(1) bool > vector(1)¦line 1, col 11: syntax error: unexpected bool",
        "-rate({app=\"a\"}[5m])¦line 1, col 2: syntax error: unexpected rate, expecting NUMBER",
        "label_replace(vector(1),\"\",\"\",\"\",\"\")¦line 1, col 25: invalid destination label name",
        "{app=\"a\"} ;¦line 1, col 11: syntax error: unexpected ;",
      })
  void saysWhereAndWhyAQueryIsMalformed(@Nullable String query, String message) {
    String text = query == null ? "" : query;
    QuerySyntaxException error =
        assertThrows(QuerySyntaxException.class, () -> LogqlParser.parse(text));
    String expected = "parse error at " + message;
    assertTrue(
        String.valueOf(error.getMessage()).startsWith(expected),
        () -> "expected " + expected + "\n but was " + error.getMessage());
  }

  @Test
  void errorsCountLines() {
    QuerySyntaxException error =
        assertThrows(QuerySyntaxException.class, () -> LogqlParser.parse("{app=\"a\"}\n  |= 5\n"));
    assertEquals(2, error.line());
    assertEquals(6, error.column());
  }

  @Test
  void lineFiltersBeforeAnyChangeOfTheLineGoToTheStore() {
    LogExpression logs =
        LogqlParser.parseLogs(
            "{a=\"b\"} |= \"one\" | json |= \"two\" | line_format \"{{.x}}\" |= \"three\"");
    assertEquals(2, logs.storeFilters().size());
    assertEquals(3, logs.remainingStages().size());
    assertInstanceOf(Stage.Json.class, logs.remainingStages().getFirst());
  }

  @Test
  void aNegativeFilterWithSeveralOperandsRefusesEachOfThem() {
    LogExpression logs = LogqlParser.parseLogs("{a=\"b\"} != \"x\" or \"y\"");
    var filter = logs.storeFilters().getFirst();
    assertEquals(false, filter.accepts(dev.steward.spi.model.Line.of("has y")));
    assertEquals(true, filter.accepts(dev.steward.spi.model.Line.of("has z")));
  }

  @Test
  void selectorsForSeriesMayBeEmptyOnlyWhereAsked() {
    assertEquals("{}", LogqlParser.parseAnySelector("{}").toString());
    assertThrows(QuerySyntaxException.class, () -> LogqlParser.parseSelector("{}"));
    assertThrows(QuerySyntaxException.class, () -> LogqlParser.parseSelector("{a=\"b\"} |= \"c\""));
  }

  @Test
  void longChainsAreRefused() {
    assertThrows(
        QuerySyntaxException.class,
        () -> LogqlParser.parse("vector(1)" + "+vector(1)".repeat(5000)));
    assertThrows(
        QuerySyntaxException.class,
        () -> LogqlParser.parse("{a=\"b\"} | x=1" + " or x=1".repeat(5000)));
    String most = "vector(1)" + "+vector(1)".repeat(1000);
    assertEquals(most.length() + 4000, LogqlParser.parse(most).toString().length());
  }

  @Test
  void longAndDeepQueriesAreRefused() {
    assertThrows(QuerySyntaxException.class, () -> LogqlParser.parse("(".repeat(100_000) + "1"));
    assertThrows(
        QuerySyntaxException.class,
        () -> LogqlParser.parse("{a=\"b\"} | " + "(".repeat(100_000) + "x=1"));
    assertThrows(
        QuerySyntaxException.class, () -> LogqlParser.parse("rate(" + "(".repeat(100_000)));
    assertThrows(
        QuerySyntaxException.class, () -> LogqlParser.parse("{a=\"" + "x".repeat(200_000) + "\"}"));
  }
}
