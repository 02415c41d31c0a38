package dev.steward.server.rules;

import dev.steward.alerting.evaluation.RuleEngine;
import dev.steward.server.reload.Reloadable;
import dev.steward.spi.error.StewardException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Has rules evaluated from the start of the server to its stop, and their files watched. Safe for
 * any thread.
 */
@Component
final class RuleEvaluation implements Reloadable, SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(RuleEvaluation.class);

  /** How often the files are looked at: they are few, and this is their watch. */
  private static final long WATCH_MILLIS = 5_000;

  private final RuleEngine engine;

  /** Guarded by this. */
  private @Nullable Thread watch;

  RuleEvaluation(RuleEngine engine) {
    this.engine = engine;
  }

  @Override
  public void reload() {
    engine.reload();
  }

  @Override
  public Map<String, Object> configuration() {
    return Map.of();
  }

  /** A rule file that cannot be used stops the start. */
  @Override
  public synchronized void start() {
    engine.reload();
    engine.start();
    watch = Thread.ofVirtual().name("rule-files").start(this::watch);
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(WATCH_MILLIS);
        try {
          engine.reloadIfChanged();
        } catch (StewardException e) {
          LOG.error(
              "Rule files changed and cannot be used; the rules before go on: {}", e.getMessage());
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("Rule files are watched no more");
    }
  }

  @Override
  public synchronized void stop() {
    if (watch != null) {
      watch.interrupt();
      watch = null;
    }
    engine.stop();
  }

  @Override
  public synchronized boolean isRunning() {
    return watch != null;
  }
}
