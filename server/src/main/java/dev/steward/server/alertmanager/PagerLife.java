package dev.steward.server.alertmanager;

import dev.steward.alerting.dispatch.Pager;
import dev.steward.server.reload.Reloadable;
import dev.steward.server.settings.ServerSettings;
import java.util.Map;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Starts the pager with the server, and lets it read its configuration anew. */
@Component
final class PagerLife implements Reloadable, SmartLifecycle {
  private final Pager pager;
  private final ServerSettings settings;
  private volatile boolean running;

  PagerLife(Pager pager, ServerSettings settings) {
    this.pager = pager;
    this.settings = settings;
  }

  @Override
  public void reload() {
    pager.reload(PagerConfiguration.configuration(settings));
  }

  /** Nothing: Alertmanager's interface shows it, Prometheus' does not. */
  @Override
  public Map<String, Object> configuration() {
    return Map.of();
  }

  @Override
  public void start() {
    pager.start();
    running = true;
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
