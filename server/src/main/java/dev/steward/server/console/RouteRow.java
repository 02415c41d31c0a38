package dev.steward.server.console;

/**
 * A node of the tree of routes as the page shows it.
 *
 * @param depth how many nodes are above it
 * @param matchers which alerts come here
 * @param receiver who is told
 * @param grouping how alerts are grouped, and when they are told
 * @param goesOn whether alerts are offered to the next nodes too
 * @param chosen whether the alert that was asked for ends here
 */
public record RouteRow(
    int depth, String matchers, String receiver, String grouping, boolean goesOn, boolean chosen) {}
