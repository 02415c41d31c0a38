package dev.steward.server.prometheus;

import dev.steward.query.value.Notices;
import dev.steward.server.http.RequestParameters;
import java.util.ArrayList;
import java.util.List;

/** The parameter {@code limit}: how many results at most; 0 stands for all. */
public final class Limit {
  private static final String TRUNCATED = "results truncated due to limit";

  private Limit() {}

  /** The limit that a request asks for; 0 where it asks for none. */
  public static int of(RequestParameters parameters) {
    return of(parameters, "limit");
  }

  /** The same of a limit with another name. */
  static int of(RequestParameters parameters, String name) {
    String text = parameters.first(name);
    if (text == null) {
      return 0;
    }
    long limit;
    try {
      limit = Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw PrometheusTime.invalid(name, "cannot parse \"" + text + "\" to a valid number", e);
    }
    if (limit < 0) {
      throw PrometheusTime.invalid(name, "limit must be non-negative", null);
    }
    return (int) Math.min(limit, Integer.MAX_VALUE);
  }

  /** The first results up to a limit. */
  static <T> List<T> first(List<T> results, int limit) {
    return cuts(results.size(), limit) ? results.subList(0, limit) : results;
  }

  /** What to say about results that were, or were not, cut. */
  static Notices notices(int size, int limit) {
    return cuts(size, limit) ? truncated(Notices.NONE) : Notices.NONE;
  }

  /** Notices with the warning that results were cut. */
  static Notices truncated(Notices notices) {
    List<String> warnings = new ArrayList<>(notices.warnings());
    warnings.add(TRUNCATED);
    return new Notices(warnings, notices.infos());
  }

  private static boolean cuts(int size, int limit) {
    return limit > 0 && size > limit;
  }
}
