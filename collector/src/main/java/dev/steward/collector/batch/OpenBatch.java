package dev.steward.collector.batch;

import dev.steward.collector.queue.InputPosition;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.MetricMetadata;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The batch being filled. Guarded by the batcher's lock while it is filled. */
final class OpenBatch implements BatchSink {
  private static final int MAX_SPARES = 32;

  private final Map<Labels, LogColumn> logs = new LinkedHashMap<>();
  private final Map<Long, SampleColumn> samples = new LinkedHashMap<>();
  private final List<MetricMetadata> families = new ArrayList<>();
  private final Map<String, InputPosition> positions = new LinkedHashMap<>();
  private final Deque<LogColumn> spares = new ArrayDeque<>();
  private long lines;
  private int bytes;

  @Override
  public void line(
      Labels stream, long timestampNanos, byte[] source, int offset, int length, Labels metadata) {
    LogColumn column = logs.get(stream);
    if (column == null) {
      LogColumn spare = spares.pollFirst();
      column = spare != null ? spare : new LogColumn();
      logs.put(stream, column);
    }
    bytes += column.add(timestampNanos, source, offset, length, metadata);
    lines++;
  }

  @Override
  public void sample(long timestampMillis, Labels series, double value) {
    samples.computeIfAbsent(timestampMillis, _ -> new SampleColumn()).add(series, value);
    bytes += 10;
  }

  @Override
  public void family(MetricMetadata family) {
    families.add(family);
  }

  @Override
  public void position(InputPosition position) {
    positions.put(position.key(), position);
  }

  boolean isEmpty() {
    return bytes == 0 && positions.isEmpty();
  }

  /** Roughly how large the payload will be. */
  int bytes() {
    return bytes;
  }

  /** How many log lines there are. */
  long lines() {
    return lines;
  }

  Map<Labels, LogColumn> logs() {
    return logs;
  }

  Map<Long, SampleColumn> samples() {
    return samples;
  }

  List<MetricMetadata> families() {
    return families;
  }

  List<InputPosition> positions() {
    return List.copyOf(positions.values());
  }

  void clear() {
    for (LogColumn column : logs.values()) {
      if (spares.size() < MAX_SPARES && !column.isLarge()) {
        column.clear();
        spares.addLast(column);
      }
    }
    logs.clear();
    samples.clear();
    families.clear();
    positions.clear();
    bytes = 0;
    lines = 0;
  }
}
