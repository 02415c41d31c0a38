package dev.steward.testkit.store.log;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.LogEntry;
import dev.steward.spi.store.LogCursor;
import dev.steward.spi.store.QueryContext;
import java.util.List;

/** A cursor over entries that were already found and put in order. */
final class FoundEntries implements LogCursor {
  /**
   * One entry and its stream.
   *
   * @param stream labels of the stream
   * @param entry the entry
   */
  record Found(Labels stream, LogEntry entry) {}

  private final List<Found> found;
  private final QueryContext context;
  private int position = -1;

  FoundEntries(List<Found> found, QueryContext context) {
    this.found = found;
    this.context = context;
  }

  @Override
  public boolean next() {
    context.checkpoint();
    if (position < found.size()) {
      position++;
    }
    return position < found.size();
  }

  @Override
  public Labels stream() {
    return found.get(position).stream();
  }

  @Override
  public LogEntry entry() {
    return found.get(position).entry();
  }

  @Override
  public void close() {
    // Nothing but memory is held.
  }
}
