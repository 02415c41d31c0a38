package dev.steward.alerting.evaluation;

import static dev.steward.alerting.evaluation.RuleWorld.MINUTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.alerting.alert.PostedAlert;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class GroupRunTest {
  private final RuleWorld world = new RuleWorld();

  private static String state(GroupRun group) {
    return group.status().rules().getLast().state().word();
  }

  private static String lastError(GroupRun group) {
    return group.status().rules().getLast().lastError();
  }

  @Test
  void anAlertIsPendingUntilItsTimeIsOverThenFiresAndEnds() {
    world.series("up{job=\"web\"}", "1 0x4 1x20");
    GroupRun group = world.group("- {alert: Down, expr: up == 0, for: 2m}");
    group.evaluate(0);
    assertEquals("inactive", state(group));
    group.evaluate(MINUTE);
    assertEquals("pending", state(group));
    assertEquals(
        List.of(
            "{__name__=\"ALERTS\", alertname=\"Down\", alertstate=\"pending\", job=\"web\"} 1.0"),
        world.find("ALERTS", 1));
    group.evaluate(2 * MINUTE);
    assertEquals(List.of(), world.posts());
    group.evaluate(3 * MINUTE);
    assertEquals("firing", state(group));
    assertEquals(
        List.of(
            "{__name__=\"ALERTS\", alertname=\"Down\", alertstate=\"firing\", job=\"web\"} 1.0"),
        world.find("ALERTS", 3));
    assertEquals(
        List.of("{__name__=\"ALERTS_FOR_STATE\", alertname=\"Down\", job=\"web\"} 60.0"),
        world.find("ALERTS_FOR_STATE", 3));
    assertEquals(List.of("Down 3.0..7.0"), world.posts());
    group.evaluate(6 * MINUTE);
    assertEquals("inactive", state(group));
    assertEquals(List.of("Down 3.0..6.0"), world.posts());
    assertEquals(List.of(), world.find("ALERTS", 6));
  }

  @Test
  void whatIsPostedCarriesTheServersLabelsAndALinkToTheExpression() {
    world.series("up{job=\"web\"}", "0x20");
    GroupRun group =
        world.group("- {alert: Down, expr: up == 0, annotations: {summary: '{{ $labels.job }}'}}");
    group.evaluate(0);
    PostedAlert alert = world.posted.getFirst();
    assertEquals("{alertname=\"Down\", job=\"web\", site=\"attic\"}", alert.labels().toString());
    assertEquals("{summary=web}", alert.annotations().toString());
    assertEquals("http://steward:8740/graph?g0.expr=up+%3D%3D+0&g0.tab=1", alert.generatorUrl());
  }

  @Test
  void aFiringAlertIsPostedAgainAfterTheResendDelayAndAResolvedOneForAQuarterOfAnHour() {
    world.series("up", "0x3 1x30");
    GroupRun group = world.group("- {alert: Down, expr: up == 0}");
    group.evaluate(0);
    assertEquals(List.of("Down 0.0..4.0"), world.posts());
    group.evaluate(MINUTE / 2);
    assertEquals(List.of(), world.posts());
    group.evaluate(MINUTE + 1);
    assertEquals(1, world.posts().size());
    group.evaluate(5 * MINUTE);
    assertEquals(List.of("Down 0.0..5.0"), world.posts());
    group.evaluate(20 * MINUTE);
    assertEquals(List.of("Down 0.0..5.0"), world.posts());
    group.evaluate(20 * MINUTE + 1);
    group.evaluate(22 * MINUTE);
    assertEquals(List.of(), world.posts());
  }

  @Test
  void anAlertFiresOnForAsLongAsItsRuleSays() {
    world.series("up", "0 0 1x20");
    GroupRun group = world.group("- {alert: Down, expr: up == 0, keep_firing_for: 3m}");
    group.evaluate(0);
    group.evaluate(2 * MINUTE);
    AlertStatus alert = group.status().rules().getFirst().alerts().getFirst();
    assertEquals(2 * MINUTE, alert.keepFiringSince().orElseThrow().toEpochMilli());
    group.evaluate(4 * MINUTE);
    assertEquals("firing", state(group));
    group.evaluate(5 * MINUTE);
    assertEquals("inactive", state(group));
  }

  @Test
  void aRecordedSeriesThatVanishesEndsAtOnce() {
    world.series("hits{job=\"a\"}", "1 1 1 _ stale").series("hits{job=\"b\"}", "2x20");
    GroupRun group =
        world.group("- {record: 'job:hits', expr: hits * 2, labels: {team: ops, job: ''}}");
    assertEquals("", lastError(group));
    group.evaluate(MINUTE);
    assertTrue(lastError(group).contains("same labelset after applying rule labels"));
    GroupRun apart = world.group("- {record: 'job:hits', expr: hits * 2, labels: {team: ops}}");
    apart.evaluate(MINUTE);
    assertEquals(2, world.find("job:hits", 1).size());
    apart.evaluate(4 * MINUTE);
    assertEquals(
        List.of("{__name__=\"job:hits\", job=\"b\", team=\"ops\"} 4.0"), world.find("job:hits", 4));
  }

  @Test
  void aRuleReadsWhatEarlierRulesOfItsGroupGaveAtTheSameMoment() {
    world.series("hits", "1x10");
    GroupRun group =
        world.group(
            """
            - {record: 'a', expr: hits + 1}
            - {record: 'b', expr: a * 10}
            - {alert: Many, expr: b > 10}
            - {record: 'alerts', expr: 'count(ALERTS{alertstate="firing"})'}
            """);
    group.evaluate(MINUTE);
    assertEquals(List.of("{__name__=\"b\"} 20.0"), world.find("b", 1));
    assertEquals(List.of("{__name__=\"alerts\"} 1.0"), world.find("alerts", 1));
  }

  @Test
  void aQueryOffsetLooksBackAndDatesWhatItGives() {
    world.series("hits", "1+1x10");
    GroupRun group =
        new GroupRun(
            "r.yaml",
            dev.steward.alerting.rule.RuleFileReader.parse(
                    "r.yaml",
                    "groups: [{name: g, query_offset: 2m, rules: [{record: r, expr: hits}]}]")
                .groups()
                .getFirst(),
            world.defaults,
            RestoredAlerts.NONE);
    group.evaluate(5 * MINUTE);
    assertEquals(List.of("{__name__=\"r\"} 4.0"), world.find("r", 3));
    assertEquals(List.of(), world.find("r", 2));
  }

  @Test
  void aLimitThatIsExceededFailsTheRuleAndForgetsItsAlerts() {
    world.series("up{a=\"1\"}", "0x10").series("up{a=\"2\"}", "0x10");
    for (String rule : List.of("- {alert: Down, expr: up == 0}", "- {record: down, expr: up}")) {
      GroupRun group =
          new GroupRun(
              "r.yaml",
              dev.steward.alerting.rule.RuleFileReader.parse(
                      "r.yaml", "groups:\n- name: g\n  limit: 1\n  rules:\n  " + rule)
                  .groups()
                  .getFirst(),
              world.defaults,
              RestoredAlerts.NONE);
      group.evaluate(MINUTE);
      assertTrue(lastError(group).startsWith("exceeded limit of 1 with 2"), lastError(group));
      assertEquals(1, group.status().figures().failures());
      assertEquals(List.of(), group.status().rules().getFirst().alerts());
    }
  }

  @Test
  void aRuleThatFailsLeavesTheOthersOfItsGroupAlone() {
    world.series("a{x=\"1\"}", "1x5").series("b{y=\"1\"}", "1x5").series("b{y=\"2\"}", "1x5");
    GroupRun group = world.group("- {record: bad, expr: a * on() b}\n- {record: good, expr: a}");
    group.evaluate(MINUTE);
    assertEquals(RuleHealth.BAD, group.status().rules().get(0).health());
    assertEquals(RuleHealth.GOOD, group.status().rules().get(1).health());
    assertEquals(1, world.find("good", 1).size());
  }

  @Test
  void aTemplateThatFailsIsSaidInPlainTextAndTheAlertFires() {
    world.series("up", "0x10");
    GroupRun group =
        world.group(
            "- {alert: Down, expr: up == 0, annotations: {summary: '{{ query \"none\" | first }}'}}");
    group.evaluate(MINUTE);
    String summary = String.valueOf(world.posted.getFirst().annotations().get("summary"));
    assertTrue(
        summary.startsWith("<error expanding template: error executing template __alert_Down: ")
            && summary.contains("first() called on vector with no elements"),
        summary);
  }

  @Test
  void templatesAskTheirQueriesAtTheMomentOfTheEvaluation() {
    world.series("up", "0x10").series("disks", "1+1x10");
    GroupRun group =
        world.group(
            "- {alert: Down, expr: up == 0, labels: {n: '{{ with query \"disks\" }}{{ . | first |"
                + " value }}{{ end }}'}}");
    group.evaluate(3 * MINUTE);
    assertEquals("4", world.posted.getFirst().labels().value("n"));
  }

  @Test
  void anAlertThatIsAboutToFireBetweenTwoMomentsIsEvaluatedThen() {
    world.series("up", "0x10").series("other", "1x10");
    GroupRun group =
        world.group("- {alert: Down, expr: up == 0, for: 90s}\n- {record: r, expr: other}");
    group.evaluate(MINUTE);
    assertEquals(MINUTE + 90_000, group.nextFiringMillis());
    group.evaluateHeld(MINUTE + 90_000);
    assertEquals(List.of("Down 2.5..6.5"), world.posts());
    assertEquals(List.of(), world.find("r == 1 and timestamp(r) > 100", 3));
  }

  @Test
  void anAlertThatFiredBeforeARestartFiresOnAndAPendingOneDoesNotStartAnew() {
    world.series("up{job=\"old\"}", "0x20").series("up{job=\"new\"}", "1x2 0x20");
    String rule = "- {alert: Down, expr: up == 0, for: 5m}";
    GroupRun before = world.group(rule);
    for (int minute = 0; minute <= 6; minute++) {
      before.evaluate(minute * MINUTE);
    }
    assertEquals(List.of("Down 5.0..9.0"), world.posts());
    // Down from minute 6 to 8: two minutes that do not count.
    GroupRun after = world.group(rule, RestoredAlerts.read(world.store, 8 * MINUTE));
    after.evaluate(8 * MINUTE);
    assertEquals(List.of("Down 5.0..12.0"), world.posts());
    after.evaluate(9 * MINUTE);
    assertEquals(List.of(), world.posts());
    after.evaluate(10 * MINUTE);
    assertEquals(Set.of("Down 5.0..14.0", "Down 10.0..14.0"), Set.copyOf(world.posts()));
  }

  @Test
  void alertsThatEndedBeforeARestartAreNotRestored() {
    world.series("up", "0x6 1 0x20");
    String rule = "- {alert: Down, expr: up == 0, for: 5m}";
    GroupRun before = world.group(rule);
    for (int minute = 0; minute <= 7; minute++) {
      before.evaluate(minute * MINUTE);
    }
    world.posts();
    GroupRun after = world.group(rule, RestoredAlerts.read(world.store, 8 * MINUTE));
    after.evaluate(8 * MINUTE);
    assertEquals(List.of(), world.posts());
    assertEquals("pending", state(after));
  }

  @Test
  void aGroupThatWasReadAnewGoesOnWithWhatItsRulesRemember() {
    world.series("up", "0x20").series("hits", "1x20");
    GroupRun before =
        world.group("- {alert: Down, expr: up == 0, for: 5m}\n- {record: gone, expr: hits}");
    for (int minute = 0; minute <= 4; minute++) {
      before.evaluate(minute * MINUTE);
    }
    GroupRun after = world.group("- {alert: Down, expr: up < 1, for: 5m}");
    after.adopt(before);
    before.evaluate(5 * MINUTE);
    assertEquals(List.of(), world.posts());
    after.evaluate(5 * MINUTE);
    assertEquals(List.of("Down 5.0..9.0"), world.posts());
    assertEquals(List.of(), world.find("gone", 5));
    assertEquals(6, after.status().figures().iterations());
  }

  @Test
  void aGroupThatIsNoMoreEndsItsSeries() {
    world.series("hits", "1x20");
    GroupRun group = world.group("- {record: r, expr: hits}");
    group.evaluate(MINUTE);
    assertEquals(1, world.find("r", 1).size());
    group.retire(2 * MINUTE);
    assertEquals(List.of(), world.find("r", 2));
  }
}
