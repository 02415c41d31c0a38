package dev.steward.server.telemetry;

import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Labels;
import dev.steward.spi.store.MetricStore;
import dev.steward.spi.store.SeriesHandle;
import dev.steward.wire.v1.LabelSet;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The label sets that an agent has given numbers to, so that each is read, completed and looked up
 * in the metric store once. For one thread.
 */
final class LabelDictionary {
  /** The label that says which agent it was, where its labels do not. */
  static final String HOST = "host";

  /** Most numbers of one dictionary. */
  static final int MAX_IDS = 1 << 20;

  private final MetricStore metrics;
  private final String agent;
  private @Nullable Entry[] entries = new @Nullable Entry[256];

  /**
   * Starts an empty dictionary.
   *
   * @param metrics where series are looked up
   * @param agent becomes the host of series and streams that name none
   */
  LabelDictionary(MetricStore metrics, String agent) {
    this.metrics = metrics;
    this.agent = agent;
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

  /**
   * One label set, in the role in which it is used. Of the message it keeps the labels alone: a
   * fleet's definitions stay for as long as its streams do.
   */
  final class Entry {
    private @Nullable Labels labels;
    private @Nullable SeriesHandle series;
    private @Nullable String problem;

    /** Whether {@link #labels} are completed and interned, and whether that added the host. */
    private boolean completed;

    private boolean extended;

    private Entry(LabelSet set) {
      try {
        labels = Labels.of(set.getNamesAndValuesList().toArray(String[]::new));
      } catch (IllegalArgumentException e) {
        problem = e.getMessage();
      }
    }

    /** Labels of a log stream, or null where they are {@linkplain #problem() invalid}. */
    @Nullable Labels stream() {
      Labels raw = labels;
      if (!completed && raw != null) {
        extended = !raw.has(HOST);
        labels = (extended ? raw.with(HOST, agent) : raw).interned();
        completed = true;
      }
      return labels;
    }

    /** Labels of one entry, as they came, or null where they are invalid. */
    @Nullable Labels metadata() {
      return extended && labels != null ? labels.without(HOST) : labels;
    }

    /** The series, or null where the labels are invalid. */
    @Nullable SeriesHandle series() {
      if (series == null && problem == null) {
        Labels whole = stream();
        if (whole != null) {
          lookUp(whole);
        }
      }
      return series;
    }

    private void lookUp(Labels whole) {
      try {
        series = metrics.series(whole);
      } catch (StewardException e) {
        if (e.code() != ErrorCode.INVALID_ARGUMENT) {
          throw e;
        }
        problem = e.getMessage();
      }
    }

    /** Why the labels are invalid. */
    String problem() {
      return String.valueOf(problem);
    }
  }
}
