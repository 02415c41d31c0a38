package dev.steward.server.console;

import java.util.List;
import java.util.Objects;

/**
 * One host on the page.
 *
 * @param name the host
 * @param facts short facts, such as its uptime
 * @param graphs its graphs
 */
public record HostPanel(String name, List<String> facts, List<Graph> graphs) {
  /** Checks that nothing is missing and copies the lists. */
  public HostPanel {
    Objects.requireNonNull(name, "name");
    facts = List.copyOf(facts);
    graphs = List.copyOf(graphs);
  }
}
