package dev.steward.alerting.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RuleFileReaderTest {
  private static List<String> problems(String text) {
    return assertThrows(RuleFileException.class, () -> RuleFileReader.parse("r.yaml", text))
        .problems()
        .stream()
        .map(RuleProblem::toString)
        .toList();
  }

  /** The problems of a file of one group with one rule, which starts in line 4, column 9. */
  private static List<String> problemsOfRule(String rule) {
    return problems(
        "groups:\n  - name: g\n    rules:\n      - " + rule.replace("\n", "\n        "));
  }

  @Test
  void aFileGivesItsGroupsAndRules() {
    RuleFile file =
        RuleFileReader.parse(
            "r.yaml",
            """
            groups:
              - name: hosts
                interval: 1m30s
                query_offset: 30s
                limit: 5
                labels: {team: ops}
                rules:
                  - record: instance:cpu:rate5m
                    expr: sum by (instance) (rate(node_cpu_seconds_total[5m]))
                    labels: {source: rule}
                  - alert: HostDown
                    expr: up{job="node"} == 0
                    for: 5m
                    keep_firing_for: 10m
                    labels:
                      severity: page
                    annotations:
                      summary: "{{ $labels.instance }} is down"
              - name: empty
            """);
    assertEquals(2, file.ruleCount());
    RuleGroup hosts = file.groups().getFirst();
    assertEquals(Optional.of(Duration.ofSeconds(90)), hosts.interval());
    assertEquals(Optional.of(Duration.ofSeconds(30)), hosts.queryOffset());
    assertEquals(5, hosts.limit());
    assertEquals(Map.of("team", "ops"), hosts.labels());
    Rule.Recording recording = assertInstanceOf(Rule.Recording.class, hosts.rules().get(0));
    assertEquals("instance:cpu:rate5m", recording.name());
    assertEquals(Map.of("source", "rule"), recording.labels());
    Rule.Alerting alerting = assertInstanceOf(Rule.Alerting.class, hosts.rules().get(1));
    assertEquals(Duration.ofMinutes(5), alerting.hold());
    assertEquals(Duration.ofMinutes(10), alerting.keepFiring());
    assertEquals(Map.of("severity", "page"), alerting.labels());
    assertEquals(Map.of("summary", "{{ $labels.instance }} is down"), alerting.annotations());
    assertEquals(List.of(), file.groups().get(1).rules());
  }

  @Test
  void anEmptyFileHasNoGroups() {
    assertEquals(List.of(), RuleFileReader.parse("r.yaml", "").groups());
    assertEquals(List.of(), RuleFileReader.parse("r.yaml", "groups:\n").groups());
  }

  @Test
  void everyProblemOfAFileIsFoundAtOnceWithItsPlace() {
    assertEquals(
        List.of(
            "r.yaml:2:5: intervall: unknown key (expected: name, interval, query_offset, limit,"
                + " labels, rules)",
            "r.yaml:4:9: group \"\", rule 1, \"A\": field 'expr' must be set in rule",
            "r.yaml:2:5: Groupname must not be empty"),
        problems("groups:\n  - intervall: 1m\n    rules:\n      - alert: A\n"));
  }

  @Test
  void aGroupsNameStandsOnceInAFile() {
    assertEquals(
        List.of("r.yaml:3:5: groupname: \"g\" is repeated in the same file"),
        problems("groups:\n  - name: g\n  - name: g\n"));
  }

  @Test
  void aRuleIsEitherAnAlertOrARecording() {
    assertEquals(
        List.of(
            "r.yaml:4:9: group \"g\", rule 1, \"b\": only one of 'record' and 'alert' must be set"),
        problemsOfRule("alert: a\nrecord: b\nexpr: up"));
    assertEquals(
        List.of("r.yaml:4:9: group \"g\", rule 1, \"\": one of 'record' or 'alert' must be set"),
        problemsOfRule("expr: up"));
    assertEquals(
        List.of("r.yaml:4:9: group \"g\", rule 1, \"b\": invalid field 'for' in recording rule"),
        problemsOfRule("record: b\nexpr: up\nfor: 1m"));
    assertEquals(
        List.of(
            "r.yaml:4:9: group \"g\", rule 1, \"b{x=\"y\"}\": braces present in the recording rule"
                + " name; should it be in expr?: b{x=\"y\"}"),
        problemsOfRule("record: b{x=\"y\"}\nexpr: up"));
  }

  @Test
  void anExpressionThatIsNotWellFormedIsShownWithItsPlaceInFileAndText() {
    assertEquals(
        List.of(
            "r.yaml:5:15: group \"g\", rule 1, \"a\": could not parse expression: 1:7: parse error:"
                + " unclosed left parenthesis"),
        problemsOfRule("alert: a\nexpr: sum(up"));
  }

  @Test
  void aTemplateThatIsNotWellFormedIsFoundWhenTheFileIsRead() {
    assertEquals(
        1, problemsOfRule("alert: a\nexpr: up\nannotations: {summary: '{{ $nope }}'}").size());
  }

  @Test
  void durationsAndNumbersAreChecked() {
    assertEquals(
        List.of("r.yaml:6:14: for: 5 minutes (expected: a duration, such as 1m or 1h30m)"),
        problemsOfRule("alert: a\nexpr: up\nfor: 5 minutes"));
    assertEquals(
        List.of("r.yaml:3:12: limit: -1 (expected: a whole number, 0 or more)"),
        problems("groups:\n  - name: g\n    limit: -1\n"));
  }

  @Test
  void whatIsNoYamlIsSaidWithItsPlace() {
    assertEquals(1, problems("groups: [").size());
    assertEquals(1, problems("groups: {a: *none}").size());
  }
}
