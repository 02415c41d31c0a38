package dev.steward.alerting.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.alerting.alert.AlertIntake;
import dev.steward.alerting.evaluation.GroupDefaults;
import dev.steward.alerting.evaluation.RuleHealth;
import dev.steward.alerting.evaluation.RuleQueries;
import dev.steward.alerting.evaluation.RuleRehearsal;
import dev.steward.alerting.evaluation.Surroundings;
import dev.steward.alerting.rule.RuleFile;
import dev.steward.alerting.rule.RuleFileReader;
import dev.steward.alerting.ruletest.RuleTestException;
import dev.steward.alerting.ruletest.RuleTests;
import dev.steward.query.promql.PromqlEngine;
import dev.steward.query.promql.PromqlOptions;
import dev.steward.query.promql.series.SeriesByHand;
import dev.steward.spi.store.QueryContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real promtool and this program judge the same rule files and unit tests, good and bad ones.
 * The environment names the program and a large public rule file: {@code STEWARD_PROMTOOL}, {@code
 * STEWARD_RULE_SET}.
 */
@Tag("clients")
final class PromtoolTest {
  private static final String RULES =
      """
      groups:
        - name: base
          rules:
            - record: job:up:sum
              expr: sum by (job) (up)
        - name: alerts
          labels: {team: ops}
          rules:
            - alert: Down
              expr: job:up:sum < 2
              for: 2m
              keep_firing_for: 1m
              labels: {severity: '{{ if eq $value 0.0 }}page{{ else }}ticket{{ end }}'}
              annotations:
                summary: >-
                  {{ $labels.job }} has {{ $value | humanize }} of {{ with query "count(up)" }}{{ . | first | value }}{{ end }},
                  {{ $externalLabels.site }} {{ $externalURL }}
                broken: '{{ template "x" }}'
            - alert: Always
              expr: vector(1)
      """;

  private static final String START =
      """
      rule_files: [rules.yml]
      evaluation_interval: 1m
      tests:
        - name: one
          interval: 1m
          external_labels: {site: attic}
          external_url: http://steward.example.org
          input_series:
            - {series: 'up{job="a",i="1"}', values: '1x3 0x10 1x10'}
            - {series: 'up{job="a",i="2"}', values: '1x20'}
            - {series: 'up{job="b",i="1"}', values: '0 _x3 0x3 stale'}
      """;

  /** The rest of a test file, by name; both programs have to come to the same verdict. */
  private static final Map<String, String> CASES =
      Map.ofEntries(
          Map.entry("nothing asked", ""),
          Map.entry("no alert yet", "    alert_rule_test: [{eval_time: 1m, alertname: Down}]\n"),
          Map.entry(
              "an alert nobody expects",
              "    alert_rule_test: [{eval_time: 6m, alertname: Down}]\n"),
          Map.entry(
              "an unknown alert", "    alert_rule_test: [{eval_time: 6m, alertname: Unknown}]\n"),
          Map.entry(
              "an unknown alert that is expected",
              "    alert_rule_test: [{eval_time: 6m, alertname: Unknown, exp_alerts: [{exp_labels: {}}]}]\n"),
          Map.entry(
              "labels without annotations",
              "    alert_rule_test: [{eval_time: 6m, alertname: Always, exp_alerts: [{exp_labels: {team: ops}}]}]\n"),
          Map.entry(
              "labels that are missing",
              "    alert_rule_test: [{eval_time: 6m, alertname: Always, exp_alerts: [{}]}]\n"),
          Map.entry(
              "twice where there is one",
              "    alert_rule_test: [{eval_time: 6m, alertname: Always, exp_alerts:"
                  + " [{exp_labels: {team: ops}}, {exp_labels: {team: ops}}]}]\n"),
          Map.entry("no name", "    alert_rule_test: [{eval_time: 6m}]\n"),
          Map.entry("an unknown key", "    alert_rules_test: []\n"),
          Map.entry(
              "between two evaluations",
              "    alert_rule_test: [{eval_time: 90s, alertname: Always, exp_alerts: [{exp_labels: {team: ops}}]}]\n"),
          Map.entry(
              "a recorded series",
              """
                  promql_expr_test:
                    - {expr: 'job:up:sum', eval_time: 5m, exp_samples: [{labels: 'job:up:sum{job="a"}', value: 1}, {labels: 'job:up:sum{job="b"}', value: 0}]}
              """),
          Map.entry(
              "a recorded series with another value",
              """
                  promql_expr_test:
                    - {expr: 'job:up:sum', eval_time: 5m, exp_samples: [{labels: 'job:up:sum{job="a"}', value: 2}]}
              """),
          Map.entry(
              "the state of alerts",
              """
                  promql_expr_test:
                    - expr: 'count by (alertname, alertstate) (ALERTS)'
                      eval_time: 5m
                      exp_samples:
                        - {labels: '{alertname="Always",alertstate="firing"}', value: 1}
                        - {labels: '{alertname="Down",alertstate="pending"}', value: 1}
                        - {labels: '{alertname="Down",alertstate="firing"}', value: 1}
                    - expr: 'ALERTS_FOR_STATE{alertname="Always"}'
                      eval_time: 5m
                      exp_samples: [{labels: 'ALERTS_FOR_STATE{alertname="Always",team="ops"}', value: 0}]
              """),
          Map.entry(
              "an expression that is wrong",
              "    promql_expr_test: [{expr: 'sum(up', eval_time: 5m}]\n"),
          Map.entry(
              "a subquery's default step",
              """
                  promql_expr_test:
                    - {expr: 'count_over_time(up{job="a",i="2"}[5m:])', eval_time: 10m, exp_samples: [{labels: '{job="a",i="2"}', value: 5}]}
              """),
          Map.entry(
              "numbers without bounds",
              """
                  promql_expr_test:
                    - {expr: 'up{job="b"}', eval_time: 8m}
                    - {expr: '1 / vector(0)', eval_time: 1m, exp_samples: [{value: .inf}]}
              """));

  @TempDir private Path folder;

  private static String variable(String name) {
    return Objects.requireNonNull(System.getenv(name), name + " is not set");
  }

  private record Answer(int status, String text) {}

  private static Answer promtool(String... arguments) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Stream.concat(Stream.of(variable("STEWARD_PROMTOOL")), Stream.of(arguments))
                    .toList())
            .redirectErrorStream(true)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Answer(process.waitFor(), text);
  }

  private static List<String> ours(Path file) {
    try {
      return RuleTests.run(file);
    } catch (RuleTestException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  @Test
  void bothComeToTheSameVerdictOnEveryTestFile() throws Exception {
    Files.writeString(folder.resolve("rules.yml"), RULES);
    Map<String, String> differing = new TreeMap<>();
    int bad = 0;
    for (Map.Entry<String, String> each : CASES.entrySet()) {
      Path file = Files.writeString(folder.resolve("test.yml"), START + each.getValue());
      Answer theirs = promtool("test", "rules", file.toString());
      List<String> problems = ours(file);
      bad += theirs.status() == 0 ? 0 : 1;
      if ((theirs.status() == 0) != problems.isEmpty()) {
        differing.put(each.getKey(), theirs.text() + "\nours: " + problems);
      }
    }
    assertEquals(Map.of(), differing);
    assertTrue(bad > 5 && bad < CASES.size() - 5, bad + " of " + CASES.size() + " are bad");
  }

  @Test
  void bothExpandTheSameLabelsAndAnnotations() throws Exception {
    Files.writeString(folder.resolve("rules.yml"), RULES);
    Path file =
        Files.writeString(
            folder.resolve("test.yml"),
            START + "    alert_rule_test: [{eval_time: 7m, alertname: Down}]\n");
    String theirs = promtool("test", "rules", file.toString()).text();
    String ours = String.join("\n", ours(file));
    for (String text :
        List.of(
            "severity=\"ticket\"",
            "severity=\"page\"",
            "summary=\"a has 1 of 3, attic http://steward.example.org\"",
            "summary=\"b has 0 of 3, attic http://steward.example.org\"",
            "<error expanding template: error executing template __alert_Down: template:"
                + " __alert_Down:1:")) {
      assertTrue(theirs.contains(text), () -> text + " not in promtool's\n" + theirs);
      assertTrue(ours.contains(text), () -> text + " not in ours\n" + ours);
    }
  }

  /** Templates that promtool 3.5 knows and that do not depend on the order of series. */
  private static final List<String> TEMPLATES =
      List.of(
          "{{ humanize 1234567 }} {{ humanize 0.00123 }} {{ humanize 999.9999 }} {{ humanize -5 }}",
          "{{ humanize1024 1048577 }} {{ humanize1024 100 }} {{ humanize1024 1e30 }}",
          "{{ humanizeDuration 93784.5 }} {{ humanizeDuration 0.0001 }} {{ humanizeDuration -3661 }}",
          "{{ humanizePercentage 0.123456 }} {{ humanizePercentage 1e-9 }}",
          "{{ humanizeTimestamp 1435065584.128 }} {{ humanizeTimestamp 0 }}",
          "{{ title `disk is full` }} {{ toUpper `aß` }} {{ toLower `ABC` }}",
          "{{ match `^a.c$` `abc` }} {{ reReplaceAll `(a)(b)` `$2-$1` `abab` }}",
          "{{ stripPort `a:9100` }} {{ stripDomain `a.b.c:9100` }} {{ stripDomain `a.b.c` }}",
          "{{ graphLink `up == 0` }} {{ tableLink `up{a=\"b\"}` }} {{ parseDuration `1h30m` }}",
          "{{ range query `disks` | sortByLabel `d` }}{{ .Labels.d }}={{ .Value }};{{ end }}",
          "{{ printf `%.2f %q %5d|%-5s|%x %v %t` 1.234567 `q` 42 `l` 255 1.5 true }}",
          "{{ if gt $value 2.0 }}big{{ else if eq $value 2.0 }}two{{ end }} {{ or `` `x` }}",
          "{{ len `abc` }} {{ index $labels `job` }} {{ $labels.missing }} {{ .Labels.job }} {{ $value }}",
          "{{ with $x := `y` }}{{ $x }}{{ end }}{{- ` trimmed ` -}} end",
          "{{ define `t` }}[{{ . }}]{{ end }}{{ template `t` `arg` }}",
          "{{ $labels }} {{ $externalLabels.site }} {{ .ExternalURL }} {{ print 1 2 `a` `b` 3 }}",
          "{{ html `<a>` }} {{ urlquery `a b` }} {{ slice `abcdef` 1 3 }} {{ safeHtml `<b>` }}",
          "{{ printf `%s` $value }} {{ eq 1 1 2 }} {{ ne `a` `b` }} {{ lt 1 2 }} {{ le 2 2 }}",
          "{{ args 1 2 | printf `%v` }} {{ (toTime 1435065584).Year }} {{ toTime 1435065584.128 }}");

  private static final Pattern ANNOTATION =
      Pattern.compile("\\b(t[0-9]+=\"(?:[^\"\\\\]|\\\\.)*\")");

  private static List<String> annotations(String text) {
    return ANNOTATION.matcher(text).results().map(found -> found.group(1)).toList();
  }

  @Test
  void bothExpandEveryTemplateToTheSameText() throws Exception {
    StringBuilder rules =
        new StringBuilder("groups: [{name: g, rules: [{alert: T, expr: value, annotations: {");
    for (int i = 0; i < TEMPLATES.size(); i++) {
      rules.append("t%02d: '%s', ".formatted(i, TEMPLATES.get(i).replace("'", "''")));
    }
    Files.writeString(folder.resolve("rules.yml"), rules + "}}]}]\n");
    Path file =
        Files.writeString(
            folder.resolve("test.yml"),
            """
            rule_files: [rules.yml]
            tests:
              - external_labels: {site: attic}
                external_url: https://steward.example.org/at
                interval: 1m
                input_series:
                  - {series: 'value{job="web",zone="z"}', values: '2x5'}
                  - {series: 'disks{d="b"}', values: '2x5'}
                  - {series: 'disks{d="a"}', values: '1.5x5'}
                alert_rule_test: [{eval_time: 1m, alertname: T}]
            """);
    List<String> theirs = annotations(promtool("test", "rules", file.toString()).text());
    assertEquals(TEMPLATES.size(), theirs.size());
    assertEquals(theirs, annotations(String.join("\n", ours(file))));
  }

  @Test
  void theDefaultRulesPassTheirTestsWithPromtoolToo() throws Exception {
    for (String file : List.of("hosts", "services", "steward")) {
      String path = "../deploy/src/test/rules/" + file + ".yaml";
      Answer answer = promtool("test", "rules", path);
      assertEquals(0, answer.status(), answer.text());
      assertEquals(List.of(), ours(Path.of(path)));
    }
  }

  @Test
  void aLargePublicRuleSetLoadsUnchangedAndIsEvaluated() throws Exception {
    Path file = Path.of(variable("STEWARD_RULE_SET"));
    RuleFile read = RuleFileReader.read(file);
    Answer answer = promtool("check", "rules", file.toString());
    assertTrue(
        answer.text().contains(read.ruleCount() + " rules found"),
        () -> read.ruleCount() + " rules, promtool: " + answer.text());
    SeriesByHand store = new SeriesByHand();
    PromqlEngine engine = new PromqlEngine(store, PromqlOptions.DEFAULT);
    Surroundings surroundings =
        new Surroundings(
            new RuleQueries(engine, null, QueryContext::unlimited),
            store,
            AlertIntake.NOBODY,
            Map.of(),
            "",
            Surroundings.RESEND_DELAY);
    RuleRehearsal rules =
        new RuleRehearsal(
            List.of(read),
            List.of(),
            new GroupDefaults(Duration.ofMinutes(1), Duration.ZERO, surroundings));
    rules.evaluate(60_000);
    rules.groups().stream()
        .flatMap(group -> group.rules().stream())
        .forEach(rule ->
            assertEquals(
                RuleHealth.GOOD, rule.health(), () -> rule.rule().name() + rule.lastError()));
  }
}
