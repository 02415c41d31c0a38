package dev.steward.server.health;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Whether the server takes work: from when its last door opened until its first door closes. Safe
 * for any thread.
 */
@Component
public final class Readiness implements SmartLifecycle {
  private volatile boolean ready;

  /** Whether the server takes work now. */
  public boolean isReady() {
    return ready;
  }

  @Override
  public void start() {
    ready = true;
  }

  @Override
  public void stop() {
    ready = false;
  }

  @Override
  public boolean isRunning() {
    return ready;
  }

  /** Last to start and first to stop. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
