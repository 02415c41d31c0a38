package dev.steward.alerting.evaluation;

import static dev.steward.alerting.evaluation.RuleWorld.MINUTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.alerting.rule.RuleFileReader;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class RuleScheduleTest {
  private static final long NOW = 1_000 * MINUTE + 12_345;

  private final RuleWorld world = new RuleWorld();
  private final List<Runnable> waiting = new ArrayList<>();
  private final RuleSchedule schedule = new RuleSchedule(waiting::add);

  private GroupRun group(String name) {
    return new GroupRun(
        "r.yaml",
        RuleFileReader.parse(
                "r.yaml",
                "groups: [{name: %s, rules: [{alert: A, expr: vector(1), for: 90s}]}]"
                    .formatted(name))
            .groups()
            .getFirst(),
        world.defaults,
        RestoredAlerts.NONE);
  }

  private void runAll() {
    List<Runnable> all = List.copyOf(waiting);
    waiting.clear();
    all.forEach(Runnable::run);
  }

  @Test
  void groupsSpreadOverTheIntervalAndKeepTheirPlaces() {
    TreeSet<Long> places = new TreeSet<>();
    for (int i = 0; i < 100; i++) {
      long first = RuleSchedule.firstMillis(group("g" + i), NOW);
      assertTrue(first > NOW && first <= NOW + MINUTE, "" + first);
      assertEquals(first + MINUTE, RuleSchedule.firstMillis(group("g" + i), first));
      places.add((first % MINUTE) / 6_000);
    }
    assertEquals(10, places.size(), "tenths of the interval that have a group");
  }

  @Test
  void aGroupIsEvaluatedAtItsMomentsAndNotBetween() {
    GroupRun group = group("g");
    schedule.replace(List.of(group), NOW);
    long due = RuleSchedule.firstMillis(group, NOW);
    assertEquals(due, schedule.start(NOW));
    assertEquals(0, waiting.size());
    assertEquals(due + MINUTE, schedule.start(due + 5));
    runAll();
    assertEquals(due, group.status().lastEvaluation().orElseThrow().toEpochMilli());
  }

  @Test
  void momentsThatNobodyHadTimeForAreCounted() {
    GroupRun group = group("g");
    schedule.replace(List.of(group), NOW);
    long due = RuleSchedule.firstMillis(group, NOW);
    schedule.start(due + 3 * MINUTE + 1);
    runAll();
    assertEquals(3, group.status().figures().missed());
    assertEquals(due + 3 * MINUTE, group.status().lastEvaluation().orElseThrow().toEpochMilli());
    schedule.start(due + 4 * MINUTE);
    schedule.start(due + 5 * MINUTE);
    assertEquals(1, waiting.size(), "one evaluation at a time");
    assertEquals(4, group.status().figures().missed());
  }

  @Test
  void anAlertThatFiresBetweenTwoMomentsHasItsGroupEvaluatedThen() {
    GroupRun group = group("g");
    schedule.replace(List.of(group), NOW);
    long due = RuleSchedule.firstMillis(group, NOW);
    schedule.start(due);
    runAll();
    assertEquals(due + MINUTE, schedule.start(due + 1));
    schedule.start(due + MINUTE);
    runAll();
    assertEquals(due + 90_000, schedule.start(due + MINUTE + 1));
    schedule.start(due + 90_000);
    runAll();
    assertEquals(1, world.posts().size());
    assertEquals(2, group.status().figures().iterations());
  }

  @Test
  void aClockThatIsSetBackStopsNoGroup() {
    GroupRun group = group("g");
    schedule.replace(List.of(group), NOW);
    assertTrue(schedule.start(NOW - 500 * MINUTE) <= NOW - 499 * MINUTE);
  }

  @Test
  void groupsThatLeaveAreEvaluatedNoMore() {
    GroupRun group = group("g");
    schedule.replace(List.of(group), NOW);
    schedule.replace(List.of(), NOW);
    assertEquals(Long.MAX_VALUE, schedule.start(NOW + 10 * MINUTE));
    assertEquals(0, waiting.size());
  }
}
