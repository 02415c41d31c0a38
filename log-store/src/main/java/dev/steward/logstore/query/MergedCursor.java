package dev.steward.logstore.query;

import dev.steward.logstore.store.StoreView;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.LogEntry;
import dev.steward.spi.store.LogCursor;
import java.io.IOException;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Merges sources into one order of time. It opens a source only when its time has come. */
final class MergedCursor implements LogCursor {
  private final QueryScope scope;
  private final StoreView view;
  private final boolean backward;
  private final PriorityQueue<Source> sources;
  private @Nullable Source current;
  private @Nullable LogEntry entry;
  private boolean closed;

  MergedCursor(QueryScope scope, StoreView view, List<Source> sources, boolean backward) {
    this.scope = scope;
    this.view = view;
    this.backward = backward;
    this.sources = new PriorityQueue<>(Source.comparator(backward));
    this.sources.addAll(sources);
  }

  @Override
  public boolean next() {
    scope.context().checkpoint();
    Source last = current;
    current = null;
    if (last != null && last.advance(backward)) {
      sources.add(last);
    }
    while (current == null) {
      Source nearest = sources.poll();
      if (nearest == null) {
        return false;
      }
      take(nearest);
    }
    return true;
  }

  private void take(Source nearest) {
    try {
      if (!nearest.isOpen()) {
        scope.context().checkpoint();
        if (nearest.open(backward)) {
          sources.add(nearest);
        }
      } else {
        entry = nearest.currentEntry();
        current = nearest;
      }
    } catch (IOException e) {
      scope.damaged(String.valueOf(nearest.location()), e);
    }
  }

  @Override
  public Labels stream() {
    return source().currentStream();
  }

  @Override
  public LogEntry entry() {
    source();
    LogEntry read = entry;
    if (read == null) {
      throw new IllegalStateException("cursor: before the first entry (expected: after next())");
    }
    return read;
  }

  private Source source() {
    Source at = current;
    if (at == null) {
      throw new StewardException(
          ErrorCode.INTERNAL, "cursor: at no entry (expected: after next() gave true)");
    }
    return at;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      sources.clear();
      current = null;
      view.close();
    }
  }
}
