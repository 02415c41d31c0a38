package dev.steward.formats.scrape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TargetTest {
  private static Target target(ScrapeConfig config, Map<String, String> labels) {
    return assertInstanceOf(Target.Outcome.Kept.class, Target.of(config, labels)).target();
  }

  @Test
  void anAddressGetsJobAndInstance() throws Exception {
    Target target = target(Configs.of(), Map.of("__address__", "h:1", "site", "attic"));
    assertEquals("{instance=\"h:1\", job=\"job\", site=\"attic\"}", target.labels().toString());
    assertEquals("http://h:1/metrics", target.url());
  }

  @Test
  void relabellingChangesAddressPathParametersAndInterval() throws Exception {
    ScrapeConfig config =
        Configs.of(
            "params",
            Map.of("module", List.of("a", "b")),
            "relabel_configs",
            List.of(
                Map.of("source_labels", List.of("__address__"), "target_label", "__param_target"),
                Map.of("target_label", "__address__", "replacement", "prober:9115"),
                Map.of("target_label", "__metrics_path__", "replacement", "/probe"),
                Map.of("target_label", "__param_module", "replacement", "c d"),
                Map.of("target_label", "__scrape_interval__", "replacement", "30s"),
                Map.of("target_label", "__scheme__", "replacement", "https")));
    Target target = target(config, Map.of("__address__", "example.org"));
    assertEquals("https://prober:9115/probe?module=c+d&module=b&target=example.org", target.url());
    assertEquals(30_000, target.intervalMillis());
    assertEquals("prober:9115", target.labels().value("instance"));
  }

  @Test
  void aRuleDropsATarget() throws Exception {
    ScrapeConfig config =
        Configs.of(
            "relabel_configs",
            List.of(Map.of("action", "drop", "source_labels", List.of("a"), "regex", "b")));
    assertInstanceOf(
        Target.Outcome.Dropped.class, Target.of(config, Map.of("__address__", "x", "a", "b")));
    assertInstanceOf(Target.Outcome.Invalid.class, Target.of(Configs.of(), Map.of()));
  }
}
