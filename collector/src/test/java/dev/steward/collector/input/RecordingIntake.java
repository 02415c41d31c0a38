package dev.steward.collector.input;

import dev.steward.collector.batch.BatchSink;
import dev.steward.collector.batch.Intake;
import dev.steward.collector.queue.InputPosition;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.MetricMetadata;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * An intake that remembers each contribution, and can forget the newest as a crash would. Safe for
 * any thread.
 */
public final class RecordingIntake implements Intake {
  /** A line that was added. */
  public record Recorded(Labels stream, long timestampNanos, String text, Labels metadata) {}

  private static final class Contribution implements BatchSink {
    final List<Recorded> lines = new ArrayList<>();
    final Map<Labels, Double> samples = new TreeMap<>();
    final Map<String, MetricMetadata> families = new TreeMap<>();
    final List<InputPosition> positions = new ArrayList<>();

    @Override
    public void line(
        Labels stream, long timestampNanos, byte[] bytes, int offset, int length, Labels metadata) {
      String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
      lines.add(new Recorded(stream, timestampNanos, text, metadata));
    }

    @Override
    public void sample(long timestampMillis, Labels series, double value) {
      samples.put(series, value);
    }

    @Override
    public void family(MetricMetadata family) {
      families.put(family.family(), family);
    }

    @Override
    public void position(InputPosition position) {
      positions.add(position);
    }
  }

  /** Guarded by this. */
  private final List<Contribution> contributions = new ArrayList<>();

  /** An intake that has nothing yet. */
  public RecordingIntake() {}

  @Override
  public synchronized void add(Consumer<? super BatchSink> contribution) {
    Contribution added = new Contribution();
    contribution.accept(added);
    contributions.add(added);
  }

  /** How many contributions there are. */
  public synchronized int size() {
    return contributions.size();
  }

  /** Forgets all contributions from one on. */
  public synchronized void cutTo(int size) {
    contributions.subList(size, contributions.size()).clear();
  }

  /** Every line, in the order in which they were added. */
  public synchronized List<Recorded> lines() {
    return contributions.stream().flatMap(c -> c.lines.stream()).toList();
  }

  /** The texts of all lines. */
  public List<String> texts() {
    return lines().stream().map(Recorded::text).toList();
  }

  /** The last sample of each series. */
  public synchronized Map<Labels, Double> samples() {
    Map<Labels, Double> all = new TreeMap<>();
    contributions.forEach(contribution -> all.putAll(contribution.samples));
    return all;
  }

  /** The families that were told, by name. */
  public synchronized Map<String, MetricMetadata> families() {
    Map<String, MetricMetadata> all = new TreeMap<>();
    contributions.forEach(contribution -> all.putAll(contribution.families));
    return all;
  }

  /** The positions that the queue would know. */
  public synchronized Map<String, String> positions() {
    Map<String, String> all = new LinkedHashMap<>();
    for (Contribution contribution : contributions) {
      for (InputPosition position : contribution.positions) {
        if (position.value().isEmpty()) {
          all.remove(position.key());
        } else {
          all.put(position.key(), position.value());
        }
      }
    }
    return all;
  }
}
