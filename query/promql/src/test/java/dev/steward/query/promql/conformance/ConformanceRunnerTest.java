package dev.steward.query.promql.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConformanceRunnerTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ConformanceRunner runner =
      new ConformanceRunner(new PrintStream(bytes, true, StandardCharsets.UTF_8));

  private String run(String script) {
    runner.run("a.test", List.of(script.split("\n")));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aRightValuePasses() {
    assertEquals("", run("load 1m\n  a 1 2\n\neval instant at 1m a\n  a 2"));
    assertEquals(1, runner.passed());
  }

  @Test
  void aWrongValueFailsWithItsPlace() {
    String said = run("load 1m\n  a 1 2\n\neval instant at 1m a\n  a 3");
    assertEquals(1, runner.failed());
    assertTrue(said.startsWith("a.test:4: "), said);
    assertTrue(said.contains("expected {__name__=\"a\"} 3"), said);
  }

  @Test
  void aMissingSeriesFails() {
    run("eval instant at 1m a\n  a 3");
    assertEquals(1, runner.failed());
  }

  @Test
  void aSeriesTooManyFails() {
    run("load 1m\n  a 1 2\n  b 1 2\n\neval instant at 1m {__name__=~\"a|b\"}\n  a 2");
    assertEquals(1, runner.failed());
  }

  @Test
  void anExpectedErrorThatDoesNotComeFails() {
    run("eval instant at 0 1\n  expect fail");
    assertEquals(1, runner.failed());
  }

  @Test
  void anotherErrorThanTheExpectedFails() {
    run("eval instant at 0 1 +\n  expect fail msg: something else");
    assertEquals(1, runner.failed());
  }

  @Test
  void aWarningThatIsNotExpectedFails() {
    run("eval instant at 0 quantile(2, vector(1))\n  expect no_warn\n  {} +Inf");
    assertEquals(1, runner.failed());
  }

  @Test
  void theWrongOrderFailsWhereOrderIsAsked() {
    run(
        "load 1m\n  a 1\n  b 2\n\neval instant at 0 sort({__name__=~\"a|b\"})\n"
            + "  expect ordered\n  b 2\n  a 1");
    assertEquals(1, runner.failed());
  }

  @Test
  void aHistogramThatDiffersInOneBucketFails() {
    run(
        "load 1m\n  h {{count:2 sum:2 buckets:[1 1]}}\n\neval instant at 0 h\n"
            + "  h {{count:2 sum:2 buckets:[2 0]}}");
    assertEquals(1, runner.failed());
  }

  @Test
  void aLineThatIsNoCommandIsReported() {
    String said = run("frobnicate");
    assertTrue(said.contains("line 1: frobnicate"), said);
    assertEquals(1, runner.failed());
  }
}
