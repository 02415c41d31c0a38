package dev.steward.alerting.ruletest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RuleTestsTest {
  @TempDir private Path folder;

  @BeforeEach
  void rules() throws IOException {
    Files.writeString(
        folder.resolve("rules.yml"),
        """
        groups:
          - name: first
            labels: {team: ops}
            rules:
              - record: job:hits:rate1m
                expr: sum by (job) (rate(hits_total[2m]))
              - record: job:hits:doubled
                expr: job:hits:rate1m * 2
                labels: {team: dev}
              - alert: Slow
                expr: job:hits:rate1m < 1
                for: 3m
                labels: {severity: page}
                annotations:
                  summary: >-
                    {{ $labels.job }} at {{ $value | humanize }}, {{ $externalLabels.site }},
                    {{ externalURL }}
        """);
  }

  private List<String> run(String tests) throws IOException {
    return RuleTests.run(
        Files.writeString(
            folder.resolve("test.yml"),
            "rule_files: [rules.yml]\nevaluation_interval: 1m\n" + tests));
  }

  private static final String SERIES =
      """
      tests:
        - interval: 1m
          input_series:
            - series: 'hits_total{job="web"}'
              values: '0+60x10'
            - series: 'gone{job="web"}'
              values: '1 stale'
            - series: latency
              values: '{{schema:0 count:3 sum:6 buckets:[1 2]}}x10'
          promql_expr_test:
      """;

  @Test
  void recordedSeriesAreThereForLaterRulesAndExpressions() throws IOException {
    assertEquals(
        List.of(),
        run(
            SERIES
                + """
                    - expr: job:hits:doubled
                      eval_time: 5m
                      exp_samples:
                        - labels: 'job:hits:doubled{job="web",team="dev"}'
                          value: 2
                    - expr: job:hits:rate1m{team="ops"} > 100
                      eval_time: 5m
                    - expr: gone
                      eval_time: 2m
                    - expr: 1 + 1
                      eval_time: 0
                      exp_samples: [{value: 2}]
                    - expr: sum(latency)
                      eval_time: 3m
                      exp_samples:
                        - histogram: '{{count:3 sum:6 buckets:[1 2] counter_reset_hint:not_reset}}'
                """));
  }

  @Test
  void whatDiffersIsShownBesideWhatWasExpected() throws IOException {
    List<String> problems =
        run(
            SERIES
                + """
                    - expr: job:hits:doubled
                      eval_time: 5m
                      exp_samples:
                        - labels: 'job:hits:doubled{job="web",team="dev"}'
                          value: 3
                """);
    assertEquals(1, problems.size());
    assertEquals(
        """
        test 1: expr: "job:hits:doubled", time: 5m,
            exp: [{__name__="job:hits:doubled", job="web", team="dev"} 3]
            got: [{__name__="job:hits:doubled", job="web", team="dev"} 2]\
        """,
        problems.getFirst());
  }

  @Test
  void histogramsAreShownAsTheyAreWritten() throws IOException {
    List<String> problems =
        run(
            SERIES
                + """
                    - expr: latency * -2
                      eval_time: 3m
                      exp_samples:
                        - histogram: '{{schema:-53 custom_values:[5 10] buckets:[1] offset:1}}'
                """);
    assertTrue(
        problems
            .getFirst()
            .contains(
                "exp: [{} {{schema:-53 custom_values:[5 10] offset:1 buckets:[1]}}]\n"
                    + "    got: [{} {{count:-6 sum:-12 counter_reset_hint:gauge buckets:[-2 -4]}}]"),
        problems.getFirst());
  }

  @Test
  void theLastBitMattersUnlessTheFileIsFuzzy() throws IOException {
    String test =
        """
        tests:
          - name: bits
            promql_expr_test:
              - expr: 0.1 + 0.2
                exp_samples: [{value: 0.3}]
        """;
    assertEquals(1, run(test).size());
    assertEquals(List.of(), run("fuzzy_compare: true\n" + test));
  }

  private static final String ALERTS =
      """
      tests:
        - interval: 1m
          external_labels: {site: attic}
          external_url: https://steward.example.org
          input_series:
            - series: 'hits_total{job="web"}'
              values: '0+30x20'
          alert_rule_test:
      """;

  @Test
  void alertsFireWhenTheyHaveBeenThereForLongEnough() throws IOException {
    assertEquals(
        List.of(),
        run(
            ALERTS
                + """
                      - alertname: Slow
                        eval_time: 3m
                      - alertname: Slow
                        eval_time: 4m30s
                        exp_alerts:
                          - exp_labels: {job: web, severity: page, team: ops}
                            exp_annotations:
                              summary: web at 500m, attic, https://steward.example.org
                    promql_expr_test:
                      - expr: ALERTS
                        eval_time: 3m
                        exp_samples:
                          - labels: >-
                              ALERTS{alertname="Slow",alertstate="pending",job="web",severity="page",team="ops"}
                            value: 1
                      - expr: ALERTS_FOR_STATE{job="web"}
                        eval_time: 8m
                        exp_samples:
                          - labels: ALERTS_FOR_STATE{alertname="Slow",job="web",severity="page",team="ops"}
                            value: 60
                """));
  }

  @Test
  void alertsThatDifferAreShownBesideThoseThatWereExpected() throws IOException {
    assertEquals(
        List.of(
            """
            test 1: alertname: Slow, time: 5m,
                exp: []
                got: [Labels:{alertname="Slow", job="web", severity="page", team="ops"} \
            Annotations:{summary="web at 500m, attic, https://steward.example.org"}]\
            """),
        run(
            ALERTS
                + """
                      - {alertname: Slow, eval_time: 5m}
                """));
  }

  @Test
  void timesCountFromTheTestsStart() throws IOException {
    assertEquals(
        List.of(),
        run(
            """
            tests:
              - start_timestamp: "2021-01-01T00:00:00Z"
                promql_expr_test:
                  - {expr: time(), eval_time: 1m, exp_samples: [{value: 1609459260}]}
              - start_timestamp: 1000
                input_series: [{series: a, values: 1 2}]
                promql_expr_test:
                  - {expr: timestamp(a), eval_time: 1m, exp_samples: [{value: 1060}]}
            """));
  }

  @Test
  void filesThatCannotBeUsedSayWhy() throws IOException {
    for (String[] wrong :
        new String[][] {
          {"tests: [{promql_expr_tests: []}]", "unknown key promql_expr_tests"},
          {"tests: [{input_series: [{series: 'a{', values: '1'}]}]", "parse error"},
          {"tests: [{input_series: [{series: 'a', values: '1x'}]}]", "value: 1x"},
          {"tests: [{interval: soon}]", "interval: soon"},
          {"tests: [{alert_rule_test: [{eval_time: 1m}]}]", "misses required attribute alertname"},
          {"tests: [{start_timestamp: soon}]", "start_timestamp: soon"},
          {"tests: 5", "tests: 5 (expected: a list)"},
        }) {
      RuleTestException error =
          assertThrows(RuleTestException.class, () -> run(wrong[0] + "\n"), wrong[0]);
      assertTrue(String.valueOf(error.getMessage()).contains(wrong[1]), error.getMessage());
    }
    Files.writeString(folder.resolve("rules.yml"), "groups: [{name: a, rules: [{record: 'x'}]}]");
    assertThrows(RuleTestException.class, () -> run("tests: [{name: a}]\n"));
    Files.writeString(
        folder.resolve("rules.yml"),
        "groups: [{name: a, rules: [{record: x, expr: 'bytes_rate({a=\"b\"}[1m])'}]}]");
    assertTrue(
        String.valueOf(
                assertThrows(RuleTestException.class, () -> run("tests: [{name: a}]\n"))
                    .getMessage())
            .contains("rule \"x\": the expression asks for logs"));
  }
}
