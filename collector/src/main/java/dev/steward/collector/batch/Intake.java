package dev.steward.collector.batch;

import java.util.function.Consumer;

/** Where inputs put what they read. Safe for any thread. */
public interface Intake {
  /**
   * Adds what belongs together: all of it gets into the same batch, so that lines and the position
   * behind them become durable in one step. Waits while the batch being filled is full and the one
   * before it is not on the disk yet: this is the back-pressure that inputs feel.
   *
   * @param contribution is called once, and must neither block nor add more than about 256 KiB
   * @throws IntakeClosedException if the agent is stopping: nothing was added
   */
  void add(Consumer<? super BatchSink> contribution) throws IntakeClosedException;

  /**
   * The same, for what should be durable soon: its batch waits for nothing more.
   *
   * @throws IntakeClosedException if the agent is stopping: nothing was added
   */
  default void addAtOnce(Consumer<? super BatchSink> contribution) throws IntakeClosedException {
    add(contribution);
  }
}
