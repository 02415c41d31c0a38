package dev.steward.alerting.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.alerting.rule.RuleFileException;
import dev.steward.alerting.rule.RuleSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RuleEngineTest {
  @TempDir private Path folder;

  private final RuleWorld world = new RuleWorld();
  private Instant now = Instant.ofEpochMilli(0);

  private RuleEngine engine() {
    return new RuleEngine(
        new RuleSources(List.of(folder + "/*.yaml", folder + "/absent/*.yaml")),
        world.defaults,
        () -> now,
        2);
  }

  private Path write(String name, String rules) throws IOException {
    return Files.writeString(
        folder.resolve(name), "groups:\n- name: g\n  rules:\n" + rules.indent(2));
  }

  @Test
  void aFileWithOneBadRuleKeepsAllRulesAsTheyWere() throws IOException {
    world.series("up", "0x20");
    write("a.yaml", "- {alert: Down, expr: up == 0, for: 2m}");
    RuleEngine engine = engine();
    engine.reload();
    engine.runs().forEach(group -> group.evaluate(0));
    write("a.yaml", "- {alert: Down, expr: up == 0, for: 2m}\n- {alert: Bad, expr: 'sum(up'}");
    write("b.yaml", "- {alert: Other, expr: up == 0}");
    RuleFileException error = assertThrows(RuleFileException.class, engine::reload);
    assertEquals(
        folder
            + "/a.yaml:5:24: group \"g\", rule 2, \"Bad\": could not parse expression: 1:7: parse"
            + " error: unclosed left parenthesis",
        error.getMessage());
    assertFalse(engine.isUpToDate());
    assertEquals(1, engine.groups().size());
    engine.runs().forEach(group -> group.evaluate(2 * RuleWorld.MINUTE));
    assertEquals(1, world.posts().size());
  }

  @Test
  void aChangeOfFilesIsNoticedAndOneThatIsWrongIsSaidOnce() throws IOException {
    Path file = write("a.yaml", "- {record: r, expr: vector(1)}");
    RuleEngine engine = engine();
    engine.reload();
    GroupRun before = engine.runs().iterator().next();
    engine.reloadIfChanged();
    assertEquals(before, engine.runs().iterator().next());
    write("b.yaml", "- {record: s, expr: vector(1)}");
    engine.reloadIfChanged();
    assertEquals(2, engine.groups().size());
    assertEquals(before, engine.runs().iterator().next(), "what did not change stays");
    write("b.yaml", "- {record: s, expr: 'vector('}");
    assertThrows(RuleFileException.class, engine::reloadIfChanged);
    engine.reloadIfChanged();
    Files.delete(folder.resolve("b.yaml"));
    Files.delete(file);
    engine.reloadIfChanged();
    assertEquals(List.of(), engine.groups());
    assertTrue(engine.isUpToDate());
  }

  @Test
  void aRuleThatTheEngineCannotRunKeepsTheOldOnesToo() throws IOException {
    write("a.yaml", "- {record: r, expr: vector(1)}");
    RuleEngine engine = engine();
    engine.reload();
    write("a.yaml", "- {record: r, expr: 'count_over_time({app=\"x\"} |= \"a\" [1m])'}");
    RuleFileException error = assertThrows(RuleFileException.class, engine::reload);
    assertTrue(
        String.valueOf(error.getMessage()).contains("the expression asks for logs"),
        error.getMessage());
    assertEquals(1, engine.groups().size());
  }
}
