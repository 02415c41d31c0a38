package dev.steward.query.logql;

import dev.steward.query.logql.pipeline.Pipeline;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;

/** The entry that a pipeline processed last, as a row. */
interface PipelineRow extends LogRow {
  /** The pipeline. */
  Pipeline pipeline();

  @Override
  default long timestampNanos() {
    return pipeline().entry().timestampNanos();
  }

  @Override
  default Line line() {
    return pipeline().entry().line();
  }

  @Override
  default Labels stream() {
    return pipeline().entry().labels().stream();
  }

  @Override
  default Labels structuredMetadata() {
    return pipeline().entry().labels().metadata();
  }

  @Override
  default Labels parsed() {
    return pipeline().entry().labels().parsed();
  }

  @Override
  default Labels labels() {
    return pipeline().entry().labels().all();
  }
}
