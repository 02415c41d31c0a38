package dev.steward.testkit.store.metric;

import dev.steward.spi.model.Labels;
import dev.steward.spi.store.QueryContext;
import dev.steward.spi.store.SampleColumns;
import dev.steward.spi.store.SeriesCursor;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/** Walks over copies of series. */
final class InMemoryCursor implements SeriesCursor {
  /** A series as it was when the cursor was opened. */
  record Snapshot(Labels labels, NavigableMap<Long, InMemorySeries.Sample> samples) {}

  private final Iterator<Snapshot> rest;
  private final QueryContext context;
  private @Nullable Snapshot current;

  InMemoryCursor(List<Snapshot> snapshots, QueryContext context) {
    this.rest = snapshots.iterator();
    this.context = context;
  }

  @Override
  public boolean next() {
    context.checkpoint();
    current = rest.hasNext() ? rest.next() : null;
    return current != null;
  }

  @Override
  public Labels labels() {
    return currentOrFail().labels();
  }

  @Override
  public void read(SampleColumns into) {
    Snapshot snapshot = currentOrFail();
    context.chargeSamples(snapshot.samples().size());
    snapshot.samples().forEach((timestamp, sample) -> sample.addTo(into, timestamp));
  }

  private Snapshot currentOrFail() {
    if (current == null) {
      throw new IllegalStateException("cursor: at no series (expected: next() gave true)");
    }
    return current;
  }

  @Override
  public void close() {
    current = null;
  }
}
