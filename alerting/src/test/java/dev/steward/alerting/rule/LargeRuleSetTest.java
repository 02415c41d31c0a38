package dev.steward.alerting.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.steward.alerting.alert.AlertIntake;
import dev.steward.alerting.evaluation.GroupDefaults;
import dev.steward.alerting.evaluation.RuleQueries;
import dev.steward.alerting.evaluation.RuleRehearsal;
import dev.steward.alerting.evaluation.Surroundings;
import dev.steward.query.logql.LogqlEngine;
import dev.steward.query.logql.LogqlOptions;
import dev.steward.query.promql.PromqlEngine;
import dev.steward.query.promql.PromqlOptions;
import dev.steward.query.promql.series.SeriesByHand;
import dev.steward.spi.store.QueryContext;
import dev.steward.testkit.store.log.InMemoryLogStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A file with everything that public rule sets write is read whole and evaluated. */
final class LargeRuleSetTest {
  private static String everySyntax() throws IOException {
    try (InputStream in = LargeRuleSetTest.class.getResourceAsStream("every-syntax.yaml")) {
      return new String(
          Objects.requireNonNull(in, "every-syntax.yaml").readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void everySyntaxOfRuleSetsIsRead() throws IOException {
    RuleFile file = RuleFileReader.parse("every-syntax.yaml", everySyntax());
    assertEquals(
        List.of(2, 12, 8, 3, 0, 0),
        file.groups().stream().map(each -> each.rules().size()).toList());
    RuleGroup first = file.groups().getFirst();
    assertEquals(Duration.ofSeconds(15), first.queryOffset().orElseThrow());
    assertEquals(Map.of("team", "platform", "tier", "1"), first.rules().getLast().labels());
    Rule.Alerting keeps = assertInstanceOf(Rule.Alerting.class, first.rules().getLast());
    assertEquals(Duration.ofMinutes(90), keeps.keepFiring());
    file.groups()
        .get(3)
        .rules()
        .forEach(rule -> assertInstanceOf(RuleExpression.Logs.class, rule.expression()));
  }

  @Test
  void everyRuleOfItCanBeEvaluated() throws IOException {
    SeriesByHand store = new SeriesByHand();
    try (InMemoryLogStore logs = new InMemoryLogStore()) {
      RuleQueries queries =
          new RuleQueries(
              new PromqlEngine(store, PromqlOptions.DEFAULT),
              new LogqlEngine(logs, LogqlOptions.UNLIMITED),
              QueryContext::unlimited);
      Surroundings surroundings =
          new Surroundings(
              queries, store, AlertIntake.NOBODY, Map.of(), "", Surroundings.RESEND_DELAY);
      RuleRehearsal rules =
          new RuleRehearsal(
              List.of(RuleFileReader.parse("every-syntax.yaml", everySyntax())),
              List.of(),
              new GroupDefaults(Duration.ofMinutes(1), Duration.ZERO, surroundings));
      rules.evaluate(1_700_000_000_000L);
      assertEquals(
          List.of(),
          rules.groups().stream()
              .flatMap(group -> group.rules().stream())
              .filter(rule -> !rule.lastError().isEmpty())
              .map(rule -> rule.rule().name() + ": " + rule.lastError())
              .toList());
    }
  }

  @Test
  void aFileOfThousandsOfRulesIsRead() {
    StringBuilder text = new StringBuilder("groups:\n");
    for (int group = 0; group < 100; group++) {
      text.append("- name: g").append(group).append("\n  rules:\n");
      for (int rule = 0; rule < 50; rule++) {
        text.append(
            """
              - alert: A%d
                expr: sum by (job) (rate(requests_total{code=~"5..",shard="%d"}[5m])) > 0.%d
                for: 5m
                annotations: {summary: '{{ $labels.job }} fails at {{ $value | humanize }}/s'}
            """
                .formatted(rule, group, rule));
      }
    }
    assertEquals(5_000, RuleFileReader.parse("large.yaml", text.toString()).ruleCount());
  }
}
