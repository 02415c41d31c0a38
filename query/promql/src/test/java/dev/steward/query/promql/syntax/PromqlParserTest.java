package dev.steward.query.promql.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.query.value.QuerySyntaxException;
import dev.steward.spi.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromqlParserTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "-1",
        "+Inf",
        "Inf ^ a",
        "Inf ^ Inf ^ Inf",
        "-Inf ^ a",
        "NaN",
        "5m",
        "\"a\\nb\"",
        "a",
        "a{b=\"c\",d!=\"e\",f=~\"g.*\",h!~\"i\"}",
        "{__name__=~\"x.+\"}",
        "{\"temperature.celsius\"=\"1\"}",
        "a[5m]",
        "a[5m] offset 1h",
        "a offset -5m",
        "a @ 1.500",
        "a @ start() offset 1m",
        "rate(a[5m:1m])",
        "max_over_time(rate(a[1m])[5m:10s] @ end() offset 1m)",
        "sum by (a, b) (c)",
        "sum without (a) (b)",
        "topk(5, a)",
        "count_values(\"v\", a)",
        "a + b",
        "a / on (x) group_left (y) b",
        "a / ignoring (x) b",
        "a == bool 1",
        "a and on () b",
        "-a ^ 2",
        "(a + b) * c",
        "a[1m + step()]",
        "a offset (5m * 2)",
        "increase(a[5m] anchored)",
        "a smoothed",
        "a + fill_left (0) b",
        "a + fill (1) b",
        "h </ 5",
        "label_replace(a, \"b\", \"$1\", \"c\", \"(.*)\")",
        "time()",
        "vector(1)",
        "start() + end() + step() + range()",
      })
  void whatIsPrintedReadsBackTheSame(String query) {
    String printed = PromqlParser.parse(query).toString();
    assertEquals(printed, PromqlParser.parse(printed).toString(), query);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "SUM(a) BY (b) | sum by (b) (a)",
        "sum(a)by(b) | sum by (b) (a)",
        "a{} | a",
        "a{b='c'} | a{b=\"c\"}",
        "a{b=`c\\d`} | a{b=\"c\\\\d\"}",
        "1+2*3 | 1 + 2 * 3",
        "a AND ON(b) c | a and on (b) c",
        "0x10 | 16",
        "1h30m | 1h30m",
        "a[90] | a[1m30s]",
        "a offset 3600 | a offset 1h",
        "foo:bar:baz | foo:bar:baz",
        "sum | sum",
        "sum + by | sum + by",
        "start + end{a=\"b\"} | start + end{a=\"b\"}",
      })
  void queriesPrintInOneForm(String query, String printed) {
    assertEquals(printed, PromqlParser.parse(query).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~ | 1:1: parse error: no expression found in input",
        "sum( | 1:5: parse error: unclosed left parenthesis",
        "sum by (\"\\-\") (a) | 1:9: parse error: error unquoting string \"\\-\"",
        "a{ | 1:3: parse error: unexpected end of input in label matching, expected identifier or \"}\"",
        "a{b} | 1:4: parse error: unexpected \"}\" in label matching, expected label matching operator",
        "a{b=c} | 1:5: parse error: unexpected identifier \"c\" in label matching, expected string",
        "a{b=\"c\" d=\"e\"} | 1:9: parse error: unexpected identifier \"d\" in label matching, expected \",\" or \"}\"",
        "a + | 1:4: parse error: unexpected end of input",
        "* 1 | 1:1: parse error: unexpected <op:*>",
        "a b | 1:3: parse error: unexpected identifier \"b\"",
        "a) | 1:2: parse error: unexpected \")\"",
        "a[5m | 1:5: parse error: unclosed left bracket",
        "a[5m]] | 1:6: parse error: unexpected right bracket ']'",
        "a offset | 1:9: parse error: unexpected end of input in offset, expected number, duration, step(), or range()",
        "a @ | 1:4: parse error: unexpected end of input in @, expected timestamp",
        "sum by a (b) | 1:8: parse error: unexpected identifier \"a\" in grouping opts, expected \"(\"",
        "sum by (1) (b) | 1:9: parse error: unexpected number \"1\" in grouping opts, expected label",
        "(a + b)[5m] | 1:8: parse error: ranges only allowed for vector selectors",
        "a offset 1m [5m] | 1:13: parse error: no offset modifiers allowed before range",
        "a == 1 and 2 | 1:1: parse error: set operator \"and\" not allowed in binary scalar expression",
        "1 > 2 | 1:3: parse error: comparisons between scalars must use BOOL modifier",
        "1a | 1:1: parse error: bad number or duration syntax: \"1a\"",
        "a{:b=\"c\"} | 1:3: parse error: unexpected character: ':'",
        "a ~ b | 1:3: parse error: unexpected character: '~'",
        "a !b | 1:4: parse error: unexpected character after '!': 'b'",
        "foo(a) | 1:1: parse error: unknown function with name \"foo\"",
        "rate(a) | 1:6: parse error: expected type range vector in call to function \"rate\", got instant vector",
        "{a=~\".*\"} | 1:1: parse error: vector selector must contain at least one non-empty matcher",
        "a{__name__=\"b\"} | 1:15: parse error: metric name must not be set twice: \"a\" or \"b\"",
      })
  void errorsSayWhereAndWhat(String query, String message) {
    QuerySyntaxException error =
        assertThrows(QuerySyntaxException.class, () -> PromqlParser.parse(query));
    assertEquals(message, error.getMessage());
    assertEquals(ErrorCode.INVALID_ARGUMENT, error.code());
  }

  @Test
  void commentsEndWithTheirLine() {
    assertEquals("a + b", PromqlParser.parse("# one\na # two\n + b # three").toString());
  }

  @Test
  void linesAreCountedInErrors() {
    QuerySyntaxException error =
        assertThrows(QuerySyntaxException.class, () -> PromqlParser.parse("a +\n  b c"));
    assertEquals(2, error.line());
    assertEquals(5, error.column());
  }

  @Test
  void nestingIsBounded() {
    String query = "(".repeat(2000) + "1" + ")".repeat(2000);
    QuerySyntaxException error =
        assertThrows(QuerySyntaxException.class, () -> PromqlParser.parse(query));
    assertTrue(String.valueOf(error.getMessage()).contains("nested deeper"));
  }

  @Test
  void aSelectorIsReadAlone() {
    assertEquals(
        "{__name__=\"up\", job=~\"n.*\"}",
        PromqlParser.parseSelector("up{job=~\"n.*\"}").toString());
    assertEquals("{__name__=\"a b\"}", PromqlParser.parseSelector("{\"a b\"}").toString());
    assertThrows(QuerySyntaxException.class, () -> PromqlParser.parseSelector("up offset 5m"));
    assertThrows(QuerySyntaxException.class, () -> PromqlParser.parseSelector("{}"));
    assertThrows(QuerySyntaxException.class, () -> PromqlParser.parseSelector("sum(up)"));
  }

  @Test
  void typesAreKnownFromTheTreeAlone() {
    assertEquals(ValueType.SCALAR, PromqlParser.parse("1 + time()").type());
    assertEquals(ValueType.INSTANT_VECTOR, PromqlParser.parse("1 + a").type());
    assertEquals(ValueType.RANGE_VECTOR, PromqlParser.parse("a[5m]").type());
    assertEquals(ValueType.STRING, PromqlParser.parse("(\"a\")").type());
  }
}
