package dev.steward.formats.scrape;

import dev.steward.spi.model.Labels;
import java.util.Optional;

/**
 * Makes the labels of a scraped series: the target's own and those of the job, relabelled, within
 * the limits. Immutable and safe for any thread.
 */
final class LabelMerge {
  private static final String EXPORTED = "exported_";

  private final ScrapeConfig config;
  private final Labels target;

  LabelMerge(ScrapeConfig config, Labels target) {
    this.config = config;
    this.target = target;
  }

  /**
   * The labels of a series; empty where a rule drops it.
   *
   * @throws ScrapeException if they are beyond a limit
   */
  Optional<Labels> of(Labels exposed) throws ScrapeException {
    LabelSet labels = new LabelSet(exposed);
    if (config.honorLabels()) {
      target.forEach(labels::setIfMissing);
    } else {
      target.forEach((name, value) -> {
        String own = labels.get(name);
        if (!own.isEmpty()) {
          moveAside(labels, name, own);
        }
        labels.set(name, value);
      });
    }
    if (!RelabelRule.applyAll(config.metricRelabelRules(), labels) || labels.size() == 0) {
      return Optional.empty();
    }
    if (labels.get(Labels.METRIC_NAME).isEmpty()) {
      throw new ScrapeException(labels.labels() + ": no metric name (expected: one)");
    }
    check(labels);
    return Optional.of(labels.labels());
  }

  private static void moveAside(LabelSet labels, String name, String value) {
    String free = EXPORTED + name;
    while (!labels.get(free).isEmpty()) {
      free = EXPORTED + free;
    }
    labels.set(free, value);
  }

  private void check(LabelSet labels) throws ScrapeException {
    ScrapeLimits limits = config.limits();
    if (limits.labels() > 0 && labels.size() > limits.labels()) {
      throw new ScrapeException(
          "label_limit exceeded: %s has %d labels (expected: at most %d)"
              .formatted(labels.get(Labels.METRIC_NAME), labels.size(), limits.labels()));
    }
    if (limits.labelNameLength() == 0 && limits.labelValueLength() == 0) {
      return;
    }
    Labels all = labels.labels();
    for (int i = 0; i < all.size(); i++) {
      checkLength("label_name_length_limit", all.name(i), limits.labelNameLength());
      checkLength("label_value_length_limit", all.value(i), limits.labelValueLength());
    }
  }

  private static void checkLength(String limit, String text, long max) throws ScrapeException {
    if (max > 0 && text.length() > max) {
      throw new ScrapeException(
          "%s exceeded: %d characters (expected: at most %d)".formatted(limit, text.length(), max));
    }
  }
}
