package dev.steward.formats.scrape;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.spi.model.Labels;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RelabelRuleTest {
  /** The labels after a rule, or "dropped". */
  private static String after(Map<String, Object> rule, String... labels) throws Exception {
    LabelSet set = new LabelSet(Labels.of(labels));
    return RelabelRule.applyAll(Configs.of("relabel_configs", List.of(rule)).relabelRules(), set)
        ? set.labels().toString()
        : "dropped";
  }

  @Test
  void replacePutsGroupsIntoTheTarget() throws Exception {
    assertEquals(
        "{a=\"x:9\", host=\"x\", port=\"9\"}",
        after(
            Map.of(
                "source_labels", List.of("a"),
                "regex", "(.*):(?P<port>\\d+)",
                "target_label", "host",
                "replacement", "$1"),
            "a",
            "x:9",
            "port",
            "9"));
    assertEquals(
        "{a=\"1\", b=\"2\", c=\"2/1\"}",
        after(
            Map.of(
                "source_labels", List.of("b", "a"),
                "separator", "/",
                "target_label", "c"),
            "a",
            "1",
            "b",
            "2"));
    assertEquals(
        "{a=\"1\", k1=\"v\"}",
        after(
            Map.of("source_labels", List.of("a"), "target_label", "k$1", "replacement", "v"),
            "a",
            "1"));
    assertEquals(
        "{a=\"1\"}",
        after(Map.of("source_labels", List.of("a"), "regex", "2", "target_label", "b"), "a", "1"));
  }

  @Test
  void anEmptyReplacementRemovesTheLabel() throws Exception {
    assertEquals(
        "{a=\"1\"}", after(Map.of("target_label", "b", "replacement", ""), "a", "1", "b", "2"));
  }

  @Test
  void keepAndDropLookAtTheWholeValue() throws Exception {
    Map<String, Object> keep =
        Map.of("action", "keep", "source_labels", List.of("a"), "regex", "x.");
    assertEquals("{a=\"xy\"}", after(keep, "a", "xy"));
    assertEquals("dropped", after(keep, "a", "xyz"));
    Map<String, Object> drop =
        Map.of("action", "drop", "source_labels", List.of("a", "b"), "regex", "1;2");
    assertEquals("dropped", after(drop, "a", "1", "b", "2"));
    assertEquals("{a=\"1\"}", after(drop, "a", "1"));
  }

  @Test
  void equalityOfTwoLabelsKeepsOrDrops() throws Exception {
    Map<String, Object> keep =
        Map.of("action", "keepequal", "source_labels", List.of("a"), "target_label", "b");
    assertEquals("{a=\"1\", b=\"1\"}", after(keep, "a", "1", "b", "1"));
    assertEquals("dropped", after(keep, "a", "1", "b", "2"));
    Map<String, Object> drop =
        Map.of("action", "dropequal", "source_labels", List.of("a"), "target_label", "b");
    assertEquals("dropped", after(drop, "a", "1", "b", "1"));
  }

  @Test
  void namesAreMappedDroppedAndKept() throws Exception {
    assertEquals(
        "{meta_x=\"1\", x=\"1\", y=\"2\"}",
        after(Map.of("action", "labelmap", "regex", "meta_(.+)"), "meta_x", "1", "y", "2"));
    assertEquals(
        "{y=\"2\"}", after(Map.of("action", "labeldrop", "regex", "m.*"), "mx", "1", "y", "2"));
    assertEquals(
        "{mx=\"1\"}", after(Map.of("action", "labelkeep", "regex", "m.*"), "mx", "1", "y", "2"));
  }

  @Test
  void caseAndHash() throws Exception {
    assertEquals(
        "{a=\"Ab\", b=\"ab\"}",
        after(
            Map.of("action", "lowercase", "source_labels", List.of("a"), "target_label", "b"),
            "a",
            "Ab"));
    assertEquals(
        "{a=\"foo\", d=\"976\"}",
        after(
                Map.of(
                    "action",
                    "hashmod",
                    "source_labels",
                    List.of("c"),
                    "target_label",
                    "d",
                    "modulus",
                    1000),
                "a",
                "foo",
                "c",
                "baz")
            .replace(", c=\"baz\"", ""));
  }
}
