package dev.steward.server.telemetry;

import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Labels;
import dev.steward.spi.store.MetricStore;
import dev.steward.spi.store.SeriesHandle;
import dev.steward.wire.v1.LabelSet;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The label sets that an agent has given numbers to, so that each is read, completed and looked up
 * in the metric store once. For one thread.
 */
final class LabelDictionary {
  /** Most numbers of one dictionary. */
  static final int MAX_IDS = 1 << 20;

  private final MetricStore metrics;
  private final UnaryOperator<Labels> completed;
  private @Nullable Entry[] entries = new @Nullable Entry[256];

  /**
   * Starts an empty dictionary.
   *
   * @param metrics where series are looked up
   * @param completed adds to a series' or a stream's labels what the agent leaves out
   */
  LabelDictionary(MetricStore metrics, UnaryOperator<Labels> completed) {
    this.metrics = metrics;
    this.completed = completed;
  }

  /** Takes in a definition. */
  void define(LabelSet set) throws UndecodableException {
    int id = set.getId();
    if (id < 0 || id >= MAX_IDS) {
      throw new UndecodableException(
          "label set: " + Integer.toUnsignedString(id) + " (expected: below " + MAX_IDS + ")");
    }
    if (id >= entries.length) {
      entries = Arrays.copyOf(entries, Math.min(MAX_IDS, Math.max(id + 1, entries.length * 2)));
    }
    entries[id] = new Entry(set);
  }

  /** The label set of a number. */
  Entry entry(int id) throws UndecodableException {
    Entry entry = id >= 0 && id < entries.length ? entries[id] : null;
    if (entry == null) {
      throw new UndecodableException(
          "label set: " + Integer.toUnsignedString(id) + " (expected: one defined before)");
    }
    return entry;
  }

  /** One label set, in each of its roles. */
  final class Entry {
    private final LabelSet set;
    private @Nullable Labels stream;
    private @Nullable Labels metadata;
    private @Nullable SeriesHandle series;
    private @Nullable String problem;

    private Entry(LabelSet set) {
      this.set = set;
    }

    /** Labels of a log stream, or null where they are {@linkplain #problem() invalid}. */
    @Nullable Labels stream() {
      if (stream == null) {
        Labels labels = labels();
        stream = labels == null ? null : completed.apply(labels).interned();
      }
      return stream;
    }

    /** Labels of one entry, as they came, or null where they are invalid. */
    @Nullable Labels metadata() {
      if (metadata == null) {
        metadata = labels();
      }
      return metadata;
    }

    /** The series, or null where the labels are invalid. */
    @Nullable SeriesHandle series() {
      if (series == null && problem == null) {
        Labels labels = stream();
        if (labels != null) {
          lookUp(labels);
        }
      }
      return series;
    }

    private void lookUp(Labels labels) {
      try {
        series = metrics.series(labels);
      } catch (StewardException e) {
        if (e.code() != ErrorCode.INVALID_ARGUMENT) {
          throw e;
        }
        problem = e.getMessage();
      }
    }

    private @Nullable Labels labels() {
      if (problem != null) {
        return null;
      }
      try {
        return Labels.of(set.getNamesAndValuesList().toArray(String[]::new));
      } catch (IllegalArgumentException e) {
        problem = e.getMessage();
        return null;
      }
    }

    /** Why the labels are invalid. */
    String problem() {
      return String.valueOf(problem);
    }
  }
}
