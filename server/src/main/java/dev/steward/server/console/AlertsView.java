package dev.steward.server.console;

import java.util.List;

/**
 * All that the page of alerts shows.
 *
 * @param alerts those that fire, the loud before the muted, the newest first
 * @param silences those of the last days
 * @param routes the tree, each node before those below it
 * @param asked the labels for which the way through the tree was asked
 * @param problem what is wrong with them; empty where nothing is
 */
public record AlertsView(
    List<AlertRow> alerts,
    List<SilenceRow> silences,
    List<RouteRow> routes,
    String asked,
    String problem) {
  /** Copies the lists. */
  public AlertsView {
    alerts = List.copyOf(alerts);
    silences = List.copyOf(silences);
    routes = List.copyOf(routes);
  }
}
