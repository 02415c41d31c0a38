package dev.steward.query.logql.syntax;

import java.util.List;
import java.util.Set;

/**
 * The words that mean something to LogQL, in lower case.
 *
 * <p>A function's name is one only where a parenthesis (or {@code by (}, {@code without (})
 * follows; elsewhere it is an identifier, so that labels may be called {@code rate} or {@code ip}.
 */
final class Vocabulary {
  private static final Set<String> KEYWORDS =
      Set.of(
          "by",
          "without",
          "bool",
          "label_replace",
          "offset",
          "on",
          "ignoring",
          "group_left",
          "group_right",
          "or",
          "and",
          "unless",
          "json",
          "regexp",
          "logfmt",
          "unpack",
          "pattern",
          "label_format",
          "line_format",
          "decolorize",
          "drop",
          "keep",
          "unwrap");

  private static final Set<String> FUNCTIONS =
      Set.of(
          "rate",
          "rate_counter",
          "count_over_time",
          "bytes_rate",
          "bytes_over_time",
          "avg_over_time",
          "sum_over_time",
          "min_over_time",
          "max_over_time",
          "stdvar_over_time",
          "stddev_over_time",
          "quantile_over_time",
          "first_over_time",
          "last_over_time",
          "absent_over_time",
          "vector",
          "sum",
          "avg",
          "max",
          "min",
          "count",
          "stddev",
          "stdvar",
          "bottomk",
          "topk",
          "sort",
          "sort_desc",
          "approx_topk",
          "label_replace",
          "bytes",
          "duration",
          "duration_seconds",
          "ip",
          "variants");

  private Vocabulary() {}

  static boolean isKeyword(String word) {
    return KEYWORDS.contains(word);
  }

  static boolean isFunction(String word) {
    return FUNCTIONS.contains(word);
  }

  /** Whether arguments, or a grouping before them, come next in a query. */
  static boolean argumentsFollow(String query, int at) {
    int next = skipBlanks(query, at);
    for (String grouping : List.of("by", "without")) {
      if (query.regionMatches(true, next, grouping, 0, grouping.length())) {
        next = skipBlanks(query, next + grouping.length());
        break;
      }
    }
    return next < query.length() && query.charAt(next) == '(';
  }

  private static int skipBlanks(String query, int from) {
    int next = from;
    while (next < query.length() && Character.isWhitespace(query.charAt(next))) {
      next++;
    }
    return next;
  }
}
