package dev.steward.collector.input;

import dev.steward.collector.batch.BatchSink;
import dev.steward.spi.model.Labels;
import java.nio.charset.StandardCharsets;

/**
 * The streams of what was done to a host: {@code kind="change"}, with {@code host}, {@code
 * service_name} and {@code level}. Immutable and safe for any thread.
 */
public final class ChangeStream {
  private final String host;

  /** The changes of a host. */
  public ChangeStream(String host) {
    this.host = host;
  }

  /** The labels of changes of a service. */
  public Labels labels(String service, String level) {
    return Labels.of("host", host, "kind", "change", "level", level, "service_name", service);
  }

  /**
   * Adds a change.
   *
   * @param service what was changed
   * @param text what was done, for people
   * @param metadata who did it and what else is known
   */
  public void add(
      BatchSink sink,
      String service,
      String level,
      long timestampNanos,
      String text,
      Labels metadata) {
    byte[] line = text.getBytes(StandardCharsets.UTF_8);
    sink.line(labels(service, level), timestampNanos, line, 0, line.length, metadata);
  }
}
