package dev.steward.alerting.evaluation;

import dev.steward.alerting.rule.RuleFile;
import dev.steward.alerting.rule.RuleGroup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Groups of rules that are evaluated at moments which their caller names, for tests of rules and
 * for whoever measures them. For one thread.
 */
public final class RuleRehearsal {
  private final List<GroupRun> groups = new ArrayList<>();

  /**
   * Prepares the groups of files.
   *
   * @param order names of groups that come first, in this order
   */
  public RuleRehearsal(List<RuleFile> files, List<String> order, GroupDefaults defaults) {
    for (RuleFile file : files) {
      for (RuleGroup group : file.groups()) {
        groups.add(new GroupRun(file.name(), group, defaults, RestoredAlerts.NONE));
      }
    }
    groups.sort(Comparator.comparingInt(group -> rank(order, group.name())));
  }

  private static int rank(List<String> order, String name) {
    int rank = order.indexOf(name);
    return rank < 0 ? Integer.MAX_VALUE : rank;
  }

  /** Evaluates all groups, whatever their intervals. */
  public void evaluate(long timeMillis) {
    groups.forEach(group -> group.evaluate(timeMillis));
  }

  /** The groups as they are after the last evaluation. */
  public List<GroupStatus> groups() {
    return groups.stream().map(GroupRun::status).toList();
  }
}
