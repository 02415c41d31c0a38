package dev.steward.server.store;

import dev.steward.logstore.LogStoreEngine;
import dev.steward.logstore.LogStoreMetrics;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.ToLongFunction;

/** Shows what the log store did and holds. */
final class LogStoreCollector {
  private final LogStoreEngine store;
  private final PrometheusRegistry registry;

  private LogStoreCollector(LogStoreEngine store, PrometheusRegistry registry) {
    this.store = store;
    this.registry = registry;
  }

  static void register(LogStoreEngine store, PrometheusRegistry registry) {
    LogStoreCollector collector = new LogStoreCollector(store, registry);
    collector.count("stored_lines", "Lines stored.", LogStoreMetrics::linesStored);
    collector.count(
        "stored_line_bytes", "Bytes of the lines stored.", LogStoreMetrics::lineBytesStored);
    collector.count("repeated_lines", "Lines held already.", LogStoreMetrics::linesRepeated);
    collector.count(
        "redirected_lines",
        "Lines kept under one stream, as their host has too many.",
        LogStoreMetrics::linesRedirected);
    collector.count(
        "refused_appends", "Batches that could not be stored.", LogStoreMetrics::appendsRefused);
    collector.count("flushes", "Times that memory went to parts.", LogStoreMetrics::flushes);
    collector.count("compactions", "Times that parts became one.", LogStoreMetrics::compactions);
    collector.count("expired_lines", "Lines removed by retention.", LogStoreMetrics::linesExpired);
    collector.hold(
        "damaged_pieces", "Pieces of data set aside as damaged.", LogStoreMetrics::damagedPieces);
    collector.hold("memory_lines", "Lines that are in no part.", LogStoreMetrics::memoryLines);
    collector.hold("memory_bytes", "Memory they take, roughly.", LogStoreMetrics::memoryBytes);
    collector.hold("streams", "Streams seen since the start.", LogStoreMetrics::streams);
    collector.hold("parts", "Parts on disk.", LogStoreMetrics::parts);
    collector.hold("part_bytes", "Size of the parts.", LogStoreMetrics::partBytes);
  }

  private void count(String name, String help, ToLongFunction<LogStoreMetrics> figure) {
    CounterWithCallback.builder()
        .name("steward_log_store_" + name + "_total")
        .help(help)
        .callback(callback -> callback.call(figure.applyAsLong(store.metrics())))
        .register(registry);
  }

  private void hold(String name, String help, ToLongFunction<LogStoreMetrics> figure) {
    GaugeWithCallback.builder()
        .name("steward_log_store_" + name)
        .help(help)
        .callback(callback -> callback.call(figure.applyAsLong(store.metrics())))
        .register(registry);
  }
}
