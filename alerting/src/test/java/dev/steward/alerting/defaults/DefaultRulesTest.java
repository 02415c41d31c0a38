package dev.steward.alerting.defaults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.alerting.ruletest.RuleTests;
import dev.steward.spi.model.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

final class DefaultRulesTest {
  private static final Labels ERRORS =
      Labels.of("host", "web", "service_name", "shop", "level", "error");
  private static final Labels MAIL =
      Labels.of("host", "mx1", "service_name", "postfix", "level", "info");
  private static final Labels CHANGES = Labels.of("host", "web", "kind", "change");

  /** Minutes between evaluations of the week: what lasts is found, in a tenth of the time. */
  private static final int EVALUATIONS = 10;

  private static final int WEEK = 7 * 24 * 60;

  /** Alerts whose faults are simulated below, since unit-test files have no lines. */
  private static final Set<String> OVER_LOGS =
      Set.of("MoreErrorsThanLastWeek", "NewErrorsAfterChange", "MailQueueGrows");

  private static List<Path> testFiles() throws IOException {
    try (Stream<Path> files = Files.list(DefaultRules.TESTS)) {
      return files.sorted().toList();
    }
  }

  @Test
  void everyFaultFiresItsRuleAndSaysWhatIsWrong() throws IOException {
    List<String> problems = new ArrayList<>();
    for (Path file : testFiles()) {
      problems.addAll(RuleTests.run(file));
    }
    assertEquals(List.of(), problems);
  }

  @Test
  void everyRuleHasItsFault() throws IOException {
    Set<String> simulated = new TreeSet<>(OVER_LOGS);
    for (Path file : testFiles()) {
      Object tree = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
      addFired(tree, simulated);
    }
    assertEquals(DefaultRules.alerts(), simulated);
  }

  /** Finds the alerts that are expected to fire, wherever they stand. */
  private static void addFired(Object tree, Set<String> into) {
    if (tree instanceof Map<?, ?> map) {
      if (map.containsKey("exp_alerts")) {
        into.add(String.valueOf(map.get("alertname")));
      }
      map.values().forEach(value -> addFired(value, into));
    } else if (tree instanceof List<?> list) {
      list.forEach(value -> addFired(value, into));
    }
  }

  @Test
  void moreErrorsThanInTheSameHourLastWeekFire() {
    try (DefaultRules rules = new DefaultRules()) {
      for (int minute = 0; minute < 120; minute += 2) {
        rules.lines(ERRORS, minute, 1, "payment refused");
      }
      for (int minute = WEEK; minute <= WEEK + 120; minute++) {
        rules.lines(ERRORS, minute, minute > WEEK + 60 ? 6 : 1, "payment refused");
        rules.evaluate(minute);
        if (minute == WEEK + 60) {
          assertEquals(Set.of(), rules.fired());
        }
      }
      assertEquals(Set.of("MoreErrorsThanLastWeek web"), rules.fired());
      assertTrue(
          rules
              .summary("MoreErrorsThanLastWeek")
              .matches("shop on web logged \\d+ errors in an hour"),
          rules.summary("MoreErrorsThanLastWeek"));
      assertEquals(List.of(), rules.failures());
    }
  }

  @Test
  void aServiceThatNeverLoggedErrorsFiresWhenItBeginsTo() {
    try (DefaultRules rules = new DefaultRules()) {
      for (int minute = WEEK; minute <= WEEK + 40; minute++) {
        rules.lines(ERRORS, minute, 3, "payment refused");
        rules.evaluate(minute);
      }
      assertEquals(Set.of("MoreErrorsThanLastWeek web"), rules.fired());
    }
  }

  @Test
  void errorsThatNobodySawBeforeFireAfterAChangeAlone() {
    String metric = "steward_log_new_patterns{host=\"%s\",service_name=\"shop\",level=\"error\"}";
    try (DefaultRules rules = new DefaultRules()) {
      rules.lines(CHANGES, 5, 1, "upgrade shop 1.1 to 1.2");
      for (int minute = 0; minute < 30; minute++) {
        rules.sample(metric.formatted("web"), minute, minute > 6 ? 2 : 0);
        rules.sample(metric.formatted("other"), minute, 2);
        rules.evaluate(minute);
      }
      assertEquals(Set.of("NewErrorsAfterChange web"), rules.fired());
      assertEquals(
          "shop on web logs errors that it never logged before a change",
          rules.summary("NewErrorsAfterChange"));
    }
  }

  @Test
  void mailThatStaysInItsQueueFires() {
    try (DefaultRules rules = new DefaultRules()) {
      for (int minute = 0; minute < 180; minute++) {
        int count = minute < 120 ? minute % 6 == 0 ? 1 : 0 : 2;
        rules.lines(
            MAIL, minute, count, "to=<a@example.org>, status=deferred (connection refused)");
        rules.evaluate(minute);
        if (minute == 120) {
          assertEquals(Set.of(), rules.fired());
        }
      }
      assertEquals(Set.of("MailQueueGrows mx1"), rules.fired());
    }
  }

  @Test
  void aWeekOfNormalLoadFiresNothing() {
    try (DefaultRules rules = new DefaultRules()) {
      NormalWeek week = new NormalWeek(rules, 20_260_105);
      for (int minute = 0; minute < WEEK; minute += NormalWeek.STEP) {
        week.linesOfTheWeekBefore(minute);
      }
      for (int minute = WEEK; minute < 2 * WEEK; minute += NormalWeek.STEP) {
        week.go(minute);
        if (minute % EVALUATIONS == 0) {
          rules.evaluate(minute);
        }
      }
      assertEquals(Set.of(), rules.fired(), week::toString);
      assertEquals(List.of(), rules.failures());
    }
  }
}
