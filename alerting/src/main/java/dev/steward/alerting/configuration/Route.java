package dev.steward.alerting.configuration;

import dev.steward.alerting.matching.Matchers;
import dev.steward.spi.model.Labels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A node of the tree that says who is told of an alert, and how alerts are grouped; what a file
 * leaves out is already taken from the node above. Immutable.
 *
 * @param id place in the tree, such as {@code {}/{team="web"}/0}
 * @param key the conditions from the root to here
 * @param receiver who is told
 * @param groupBy labels by which alerts are grouped; ignored where all are
 * @param groupByAll whether every alert is a group of its own
 * @param matchers which alerts come here, among those that reach the node above
 * @param goesOn whether an alert that came here is offered to the next nodes too
 * @param groupWait how long a new group waits for more alerts
 * @param groupInterval how long after a notification the group's changes are told
 * @param repeatInterval after how long an unchanged group is told again
 * @param muteTimes names of times at which nobody is told
 * @param activeTimes names of times outside of which nobody is told; none for always
 * @param routes the nodes below, in the order in which they are asked
 */
public record Route(
    String id,
    String key,
    String receiver,
    Set<String> groupBy,
    boolean groupByAll,
    Matchers matchers,
    boolean goesOn,
    Duration groupWait,
    Duration groupInterval,
    Duration repeatInterval,
    List<String> muteTimes,
    List<String> activeTimes,
    List<Route> routes) {
  /** Copies the collections. */
  public Route {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(receiver, "receiver");
    groupBy = Set.copyOf(groupBy);
    Objects.requireNonNull(matchers, "matchers");
    Objects.requireNonNull(groupWait, "groupWait");
    Objects.requireNonNull(groupInterval, "groupInterval");
    Objects.requireNonNull(repeatInterval, "repeatInterval");
    muteTimes = List.copyOf(muteTimes);
    activeTimes = List.copyOf(activeTimes);
    routes = List.copyOf(routes);
  }

  /** The nodes that an alert with these labels ends at, at least one if it matches this node. */
  public List<Route> match(Labels labels) {
    List<Route> found = new ArrayList<>(1);
    match(labels, found);
    return found;
  }

  private boolean match(Labels labels, List<Route> found) {
    if (!matchers.accept(labels)) {
      return false;
    }
    int before = found.size();
    for (Route route : routes) {
      if (route.match(labels, found) && !route.goesOn) {
        break;
      }
    }
    if (found.size() == before) {
      found.add(this);
    }
    return true;
  }

  /** The labels among an alert's that name its group. */
  public Labels groupLabels(Labels labels) {
    return groupByAll ? labels : labels.keeping(groupBy);
  }
}
