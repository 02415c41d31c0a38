package dev.steward.server.store;

import dev.steward.metricstore.EngineFigures;
import dev.steward.metricstore.MetricStoreEngine;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.ToLongFunction;

/** Shows what the metric store did and holds. */
final class MetricStoreCollector {
  private final MetricStoreEngine store;
  private final PrometheusRegistry registry;

  private MetricStoreCollector(MetricStoreEngine store, PrometheusRegistry registry) {
    this.store = store;
    this.registry = registry;
  }

  static void register(MetricStoreEngine store, PrometheusRegistry registry) {
    MetricStoreCollector collector = new MetricStoreCollector(store, registry);
    collector.count("stored_samples", "Samples stored.", EngineFigures::storedSamples);
    collector.count("repeated_samples", "Samples held already.", EngineFigures::repeatedSamples);
    collector.count("logged_bytes", "Bytes written to the log.", EngineFigures::loggedBytes);
    collector.count("failed_commits", "Commits the disk refused.", EngineFigures::failedCommits);
    collector.count("flushes", "Times that memory went to blocks.", EngineFigures::flushes);
    collector.count("merges", "Times that blocks became one.", EngineFigures::merges);
    collector.hold("active_series", "Series in memory.", EngineFigures::activeSeries);
    collector.hold("head_samples", "Samples that are in no block.", EngineFigures::headSamples);
    collector.level("blocks", "Block files.", EngineFigures.LevelFigures::blocks);
    collector.level("block_bytes", "Size of block files.", EngineFigures.LevelFigures::bytes);
    collector.level(
        "block_samples", "Samples, or points, in blocks.", EngineFigures.LevelFigures::samples);
    CounterWithCallback.builder()
        .name("steward_metric_store_refused_samples_total")
        .help("Samples not kept.")
        .labelNames("reason")
        .callback(callback ->
            store
                .figures()
                .refusedSamples()
                .forEach((reason, count) -> callback.call(count, reason.word())))
        .register(registry);
  }

  private void count(String name, String help, ToLongFunction<EngineFigures> figure) {
    CounterWithCallback.builder()
        .name("steward_metric_store_" + name + "_total")
        .help(help)
        .callback(callback -> callback.call(figure.applyAsLong(store.figures())))
        .register(registry);
  }

  /** A figure of each level of blocks: samples, points of five minutes, points of an hour. */
  private void level(String name, String help, ToLongFunction<EngineFigures.LevelFigures> figure) {
    GaugeWithCallback.builder()
        .name("steward_metric_store_" + name)
        .help(help)
        .labelNames("level")
        .callback(callback ->
            store
                .figures()
                .levels()
                .forEach(one -> callback.call(figure.applyAsLong(one), one.level())))
        .register(registry);
  }

  private void hold(String name, String help, ToLongFunction<EngineFigures> figure) {
    GaugeWithCallback.builder()
        .name("steward_metric_store_" + name)
        .help(help)
        .callback(callback -> callback.call(figure.applyAsLong(store.figures())))
        .register(registry);
  }
}
