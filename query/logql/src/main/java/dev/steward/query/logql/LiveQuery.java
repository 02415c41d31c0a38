package dev.steward.query.logql;

import dev.steward.query.logql.pipeline.ParserHints;
import dev.steward.query.logql.pipeline.Pipeline;
import dev.steward.query.logql.syntax.LogExpression;
import dev.steward.query.logql.syntax.LogqlParser;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.LogEntry;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.Selector;
import dev.steward.spi.store.LogQuery;

/**
 * A log query over entries that arrive, for whoever follows a store. The row is that of the entry
 * accepted last. For one thread.
 */
public final class LiveQuery implements PipelineRow {
  private final LogExpression logs;
  private final Pipeline pipeline;

  private LiveQuery(LogExpression logs) {
    this.logs = logs;
    this.pipeline = Pipeline.of(logs.stages(), ParserHints.ALL);
  }

  /**
   * Makes a query ready.
   *
   * @throws dev.steward.spi.error.StewardException if it is not well-formed or gives numbers
   */
  public static LiveQuery parse(String query) {
    return new LiveQuery(LogqlParser.parseLogs(query));
  }

  /** Picks the streams to follow. */
  public Selector selector() {
    return logs.selector();
  }

  /** What a store has to read so that every entry which this query gives is among it. */
  public LogQuery over(TimeRange range) {
    return new LogQuery(logs.selector(), range, logs.storeFilters());
  }

  /**
   * Looks at an entry of one of the selected streams.
   *
   * @return whether the query gives it; this row is then that of the entry
   */
  public boolean accepts(Labels stream, LogEntry entry) {
    return pipeline.process(stream, entry);
  }

  @Override
  public Pipeline pipeline() {
    return pipeline;
  }
}
