package dev.steward.query.promql.evaluation;

import dev.steward.spi.model.Labels;
import dev.steward.spi.store.SampleColumns;
import dev.steward.spi.store.SeriesCursor;
import java.util.ArrayList;
import java.util.List;

/** Some series with their samples, read ahead. Handed from one thread to another and back. */
final class SeriesBatch {
  private static final int MAX_SERIES = 64;
  private static final int MAX_SAMPLES = 1 << 16;

  private final List<Labels> labels = new ArrayList<>();
  private final List<SampleColumns> columns = new ArrayList<>();
  private boolean last;

  /** Reads the next series, up to a bound. */
  void fill(SeriesCursor cursor) {
    labels.clear();
    last = false;
    int samples = 0;
    while (labels.size() < MAX_SERIES && samples < MAX_SAMPLES) {
      if (!cursor.next()) {
        last = true;
        return;
      }
      SampleColumns into = columnsAt(labels.size());
      into.clear();
      cursor.read(into);
      labels.add(cursor.labels());
      samples += into.size();
    }
  }

  private SampleColumns columnsAt(int index) {
    if (index == columns.size()) {
      columns.add(new SampleColumns());
    }
    return columns.get(index);
  }

  /** Whether no series comes after these. */
  boolean isLast() {
    return last;
  }

  int size() {
    return labels.size();
  }

  Labels labels(int index) {
    return labels.get(index);
  }

  SampleColumns columns(int index) {
    return columns.get(index);
  }
}
