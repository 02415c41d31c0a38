package dev.steward.query.logql.pipeline;

/** One stage, ready to run. For one thread: a step may keep buffers. */
interface Step {
  /**
   * Works on an entry.
   *
   * @return whether the entry passes
   */
  boolean process(WorkEntry entry);
}
