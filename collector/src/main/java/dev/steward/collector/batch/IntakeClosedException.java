package dev.steward.collector.batch;

/** Says that an agent which is stopping takes nothing any more. */
public final class IntakeClosedException extends Exception {
  private static final long serialVersionUID = 1L;

  IntakeClosedException() {
    super("the agent is stopping", null, false, false);
  }
}
