package dev.steward.server.rules;

import dev.steward.alerting.evaluation.GroupStatus;
import dev.steward.alerting.evaluation.RuleEngine;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Instant;
import java.util.function.ToDoubleFunction;

/** Shows how the evaluation of rules goes, group by group, with Prometheus' names. */
final class RuleMetrics {
  private static final double MILLIS = 1e3;
  private static final double NANOS = 1e9;

  private final RuleEngine engine;
  private final PrometheusRegistry registry;

  private RuleMetrics(RuleEngine engine, PrometheusRegistry registry) {
    this.engine = engine;
    this.registry = registry;
  }

  static void register(RuleEngine engine, PrometheusRegistry registry) {
    RuleMetrics metrics = new RuleMetrics(engine, registry);
    metrics.count("evaluations", "Evaluations of rules.", group -> group.figures().evaluations());
    metrics.count(
        "evaluation_failures",
        "Evaluations of rules that failed.",
        group -> group.figures().failures());
    metrics.count(
        "group_iterations", "Evaluations of groups.", group -> group.figures().iterations());
    metrics.count(
        "group_iterations_missed",
        "Evaluations of groups that were due and did not happen.",
        group -> group.figures().missed());
    metrics.hold("group_rules", "Rules of a group.", group -> group.rules().size());
    metrics.hold(
        "group_interval_seconds",
        "Time between evaluations of a group.",
        group -> group.interval().toMillis() / MILLIS);
    metrics.hold(
        "group_last_duration_seconds",
        "How long the last evaluation of a group took.",
        group -> group.evaluationTime().toNanos() / NANOS);
    metrics.hold(
        "group_last_evaluation_timestamp_seconds",
        "When a group was evaluated last.",
        group -> group.lastEvaluation().map(Instant::toEpochMilli).orElse(0L) / MILLIS);
    metrics.hold(
        "group_last_evaluation_samples",
        "Series that the last evaluation of a group gave.",
        group -> group.figures().samples());
    GaugeWithCallback.builder()
        .name("steward_rule_files_last_load_successful")
        .help("Whether the rule files were usable when they were read last.")
        .callback(callback -> callback.call(engine.isUpToDate() ? 1 : 0))
        .register(registry);
  }

  private void count(String name, String help, ToDoubleFunction<GroupStatus> figure) {
    CounterWithCallback.builder()
        .name("steward_rule_" + name + "_total")
        .help(help)
        .labelNames("rule_group")
        .callback(callback ->
            engine
                .groups()
                .forEach(group -> callback.call(figure.applyAsDouble(group), label(group))))
        .register(registry);
  }

  private void hold(String name, String help, ToDoubleFunction<GroupStatus> figure) {
    GaugeWithCallback.builder()
        .name("steward_rule_" + name)
        .help(help)
        .labelNames("rule_group")
        .callback(callback ->
            engine
                .groups()
                .forEach(group -> callback.call(figure.applyAsDouble(group), label(group))))
        .register(registry);
  }

  private static String label(GroupStatus group) {
    return group.file() + ";" + group.name();
  }
}
