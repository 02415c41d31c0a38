package dev.steward.alerting.inhibit;

import dev.steward.alerting.alert.Alert;
import dev.steward.alerting.configuration.InhibitRule;
import dev.steward.spi.model.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells which alerts are muted because another fires. Safe for any thread.
 *
 * <p>Each rule keeps the alerts that may mute by the values of the labels that must be equal, so
 * that asking costs one look-up a rule, however many alerts fire.
 */
public final class Inhibitor {
  private final List<Rule> rules;

  /** Knows no alerts yet. */
  public Inhibitor(List<InhibitRule> rules) {
    this.rules = rules.stream().map(Rule::new).toList();
  }

  /** Takes what is known of an alert. */
  public void put(Alert alert) {
    rules.forEach(rule -> rule.put(alert));
  }

  /** Forgets alerts that have ended. */
  public void forgetEnded(Instant now) {
    rules.forEach(rule -> rule.forgetEnded(now));
  }

  /** Fingerprint of an alert that mutes these labels at a moment, if there is one. */
  public Optional<String> muting(Labels labels, Instant now) {
    for (Rule rule : rules) {
      Optional<String> found = rule.muting(labels, now);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static final class Rule {
    private final InhibitRule rule;

    /** Sources by the values of the equal labels, then by fingerprint. */
    private final Map<List<String>, Map<String, Alert>> sources = new ConcurrentHashMap<>();

    Rule(InhibitRule rule) {
      this.rule = rule;
    }

    private List<String> key(Labels labels) {
      List<String> values = new ArrayList<>(rule.equal().size());
      rule.equal().forEach(name -> values.add(labels.valueOrEmpty(name)));
      return values;
    }

    void put(Alert alert) {
      if (rule.sources().accept(alert.labels())) {
        sources
            .computeIfAbsent(key(alert.labels()), key -> new ConcurrentHashMap<>())
            .put(alert.fingerprint(), alert);
      }
    }

    void forgetEnded(Instant now) {
      for (List<String> key : List.copyOf(sources.keySet())) {
        sources.computeIfPresent(
            key,
            (same, alerts) -> {
              alerts.values().removeIf(alert -> alert.resolvedAt(now));
              return alerts.isEmpty() ? null : alerts;
            });
      }
    }

    Optional<String> muting(Labels labels, Instant now) {
      if (!rule.targets().accept(labels)) {
        return Optional.empty();
      }
      Map<String, Alert> candidates = sources.get(key(labels));
      if (candidates == null) {
        return Optional.empty();
      }
      // An alert that is on both sides of the rule is muted only by one that is not: else two of
      // them would mute each other, and nobody would hear of either.
      boolean both = rule.sources().accept(labels);
      return candidates.values().stream()
          .filter(alert -> !alert.resolvedAt(now))
          .filter(alert -> !both || !rule.targets().accept(alert.labels()))
          .map(Alert::fingerprint)
          .sorted()
          .findFirst();
    }
  }
}
