package dev.steward.query.logql;

import dev.steward.query.logql.pipeline.ParserHints;
import dev.steward.query.logql.pipeline.Pipeline;
import dev.steward.query.logql.syntax.LogExpression;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.store.Direction;
import dev.steward.spi.store.LogCursor;
import dev.steward.spi.store.LogQuery;
import dev.steward.spi.store.LogStore;
import dev.steward.spi.store.QueryContext;

/** Entries of a log query as the store's cursor gives them, sent through the stages. */
final class StreamedLogs implements LogResult, PipelineRow {
  private static final int ENTRIES_BETWEEN_CHECKPOINTS = 1024;

  private final Pipeline pipeline;
  private final QueryContext context;
  private final LogCursor cursor;
  private int left;
  private int sinceCheckpoint;

  StreamedLogs(
      LogStore store,
      LogExpression logs,
      TimeRange range,
      Direction direction,
      int limit,
      QueryContext context) {
    this.pipeline = Pipeline.of(logs.remainingStages(), ParserHints.ALL);
    this.context = context;
    this.left = limit;
    this.cursor =
        store.read(new LogQuery(logs.selector(), range, logs.storeFilters()), direction, context);
  }

  @Override
  public boolean next() {
    while (left > 0 && cursor.next()) {
      if (++sinceCheckpoint == ENTRIES_BETWEEN_CHECKPOINTS) {
        context.checkpoint();
        sinceCheckpoint = 0;
      }
      if (pipeline.process(cursor.stream(), cursor.entry())) {
        left--;
        return true;
      }
    }
    return false;
  }

  @Override
  public Pipeline pipeline() {
    return pipeline;
  }

  @Override
  public void close() {
    cursor.close();
  }
}
