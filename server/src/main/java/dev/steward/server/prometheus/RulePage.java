package dev.steward.server.prometheus;

import dev.steward.alerting.evaluation.GroupStatus;
import dev.steward.alerting.evaluation.RuleStatus;
import dev.steward.server.http.RequestParameters;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The groups that one answer shows, sorted by file and name, and where the next one goes on.
 *
 * @param nextToken names the first group of the next page; null on the last
 */
record RulePage(List<Entry> entries, @Nullable String nextToken) {
  /** A group and those of its rules that are shown. */
  record Entry(GroupStatus group, List<RuleStatus> rules) {}

  static RulePage of(List<GroupStatus> groups, RuleFilter filter, RequestParameters parameters) {
    String limitText = parameters.first("group_limit");
    String token = parameters.first("group_next_token");
    long limit = limitText == null ? Long.MAX_VALUE : limit(limitText);
    if (limitText == null && token != null) {
      throw PrometheusTime.invalid(
          "group_next_token",
          "group_limit needs to be present in order to paginate over the groups",
          null);
    }
    List<GroupStatus> sorted = new ArrayList<>(groups);
    sorted.sort(Comparator.comparing(GroupStatus::file).thenComparing(GroupStatus::name));
    return page(startingAt(token, sorted), filter, limit);
  }

  private static RulePage page(List<GroupStatus> groups, RuleFilter filter, long limit) {
    List<Entry> entries = new ArrayList<>();
    for (GroupStatus group : groups) {
      List<RuleStatus> rules = filter.in(group);
      if (rules.isEmpty()) {
        continue;
      }
      if (entries.size() == limit) {
        return new RulePage(entries, token(group));
      }
      entries.add(new Entry(group, rules));
    }
    return new RulePage(entries, null);
  }

  private static List<GroupStatus> startingAt(@Nullable String token, List<GroupStatus> groups) {
    if (token == null) {
      return groups;
    }
    for (int i = 0; i < groups.size(); i++) {
      if (token(groups.get(i)).equals(token)) {
        return groups.subList(i, groups.size());
      }
    }
    throw PrometheusTime.invalid(
        "group_next_token",
        "invalid group_next_token '" + token + "'. were rule groups changed?",
        null);
  }

  private static long limit(String text) {
    try {
      long limit = Long.parseLong(text);
      if (limit > 0) {
        return limit;
      }
    } catch (NumberFormatException e) {
      throw PrometheusTime.invalid("group_limit", "group_limit needs to be a valid number", e);
    }
    throw PrometheusTime.invalid("group_limit", "group_limit needs to be greater than 0", null);
  }

  private static String token(GroupStatus group) {
    try {
      byte[] name = (group.file() + ";" + group.name()).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(name));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every platform has SHA-1", e);
    }
  }
}
