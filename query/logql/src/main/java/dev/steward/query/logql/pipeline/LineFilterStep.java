package dev.steward.query.logql.pipeline;

import dev.steward.spi.select.LineFilter;

/** Passes entries whose line, as the stages before left it, fulfils a condition. */
final class LineFilterStep implements Step {
  private final LineFilter filter;

  LineFilterStep(LineFilter filter) {
    this.filter = filter;
  }

  @Override
  public boolean process(WorkEntry entry) {
    return filter.accepts(entry.line());
  }
}
