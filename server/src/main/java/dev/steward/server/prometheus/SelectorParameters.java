package dev.steward.server.prometheus;

import dev.steward.query.promql.syntax.PromqlParser;
import dev.steward.server.http.RequestParameters;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.Selector;
import java.util.ArrayList;
import java.util.List;

/** The parameters that say which series are meant: {@code match[]}, {@code start}, {@code end}. */
final class SelectorParameters {
  private SelectorParameters() {}

  /** From start to end; all of time where they are missing. */
  static TimeRange range(RequestParameters parameters) {
    long start =
        PrometheusTime.parseMillisOr("start", parameters.first("start"), PrometheusTime.MIN_MILLIS);
    long end =
        PrometheusTime.parseMillisOr("end", parameters.first("end"), PrometheusTime.MAX_MILLIS);
    if (end < start) {
      throw PrometheusTime.invalid("end", "end timestamp must not be before start time", null);
    }
    return TimeRange.closed(start, end);
  }

  /** The selectors, each of which refuses the empty value; one for all where there are none. */
  static List<Selector> selectorsOrAll(RequestParameters parameters) {
    List<String> texts = parameters.all("match[]");
    if (texts.isEmpty()) {
      return List.of(Selector.ALL);
    }
    List<Selector> selectors = new ArrayList<>();
    for (String text : texts) {
      Selector selector;
      try {
        selector = PromqlParser.parseSelector(text);
      } catch (StewardException e) {
        throw PrometheusTime.invalid("match[]", String.valueOf(e.getMessage()), e);
      }
      if (!selector.refusesEmpty()) {
        throw PrometheusTime.invalid(
            "match[]", "match[] must contain at least one non-empty matcher", null);
      }
      selectors.add(selector);
    }
    return selectors;
  }
}
