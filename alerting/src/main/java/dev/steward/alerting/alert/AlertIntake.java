package dev.steward.alerting.alert;

import java.util.List;

/**
 * Takes alerts from whoever evaluates rules: this server's own rules, or Prometheus servers.
 * Implementations are safe for any thread.
 */
@FunctionalInterface
public interface AlertIntake {
  /** Takes nothing in; for programs that evaluate rules and tell nobody. */
  AlertIntake NOBODY = alerts -> {};

  /**
   * Takes alerts. Returns soon: sending is not waited for. What the sender repeats, as {@link
   * PostedAlert} says, may be lost once without harm; an implementation that cannot keep an alert
   * counts it and throws nothing.
   */
  void post(List<PostedAlert> alerts);
}
