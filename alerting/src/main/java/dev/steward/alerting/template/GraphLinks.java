package dev.steward.alerting.template;

import dev.steward.query.template.Escaping;
import java.net.URI;

/** Links to the page that shows what an expression gives, as Prometheus addresses it. */
public final class GraphLinks {
  private GraphLinks() {}

  /** The path of the graph. */
  public static String graph(String expression) {
    return link(expression, 0);
  }

  /** The path of the table. */
  public static String table(String expression) {
    return link(expression, 1);
  }

  private static String link(String expression, int tab) {
    return "/graph?g0.expr=" + Escaping.urlQuery(expression) + "&g0.tab=" + tab;
  }

  /** The path of an address; empty where it is no address. */
  static String path(String url) {
    try {
      String path = URI.create(url).getPath();
      return path == null ? "" : path;
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
