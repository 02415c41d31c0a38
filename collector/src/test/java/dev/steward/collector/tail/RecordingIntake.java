package dev.steward.collector.tail;

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
import java.util.function.Consumer;

/** An intake that remembers each contribution, and can forget the newest as a crash would. */
final class RecordingIntake implements Intake {
  /** A line that was added. */
  record Recorded(Labels stream, long timestampNanos, String text) {}

  private static final class Contribution implements BatchSink {
    final List<Recorded> lines = new ArrayList<>();
    final List<InputPosition> positions = new ArrayList<>();

    @Override
    public void line(
        Labels stream, long timestampNanos, byte[] bytes, int offset, int length, Labels metadata) {
      String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
      lines.add(new Recorded(stream, timestampNanos, text));
    }

    @Override
    public void sample(long timestampMillis, Labels series, double value) {
      throw new AssertionError("a file has no samples");
    }

    @Override
    public void family(MetricMetadata family) {
      throw new AssertionError("a file has no families");
    }

    @Override
    public void position(InputPosition position) {
      positions.add(position);
    }
  }

  private final List<Contribution> contributions = new ArrayList<>();

  @Override
  public void add(Consumer<? super BatchSink> contribution) {
    Contribution added = new Contribution();
    contribution.accept(added);
    contributions.add(added);
  }

  int size() {
    return contributions.size();
  }

  /** Forgets all contributions from one on. */
  void cutTo(int size) {
    contributions.subList(size, contributions.size()).clear();
  }

  List<Recorded> lines() {
    return contributions.stream().flatMap(c -> c.lines.stream()).toList();
  }

  List<String> texts() {
    return lines().stream().map(Recorded::text).toList();
  }

  Map<String, String> positions() {
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
