package dev.steward.server.prometheus;

import dev.steward.query.promql.PromqlEngine;
import dev.steward.query.promql.syntax.Expr;
import dev.steward.query.promql.syntax.PrettyPrinter;
import dev.steward.query.promql.syntax.PromqlParser;
import dev.steward.query.value.Notices;
import dev.steward.query.value.QueryResult;
import dev.steward.query.value.QueryValue;
import dev.steward.server.http.QueryLimits;
import dev.steward.server.http.RequestParameters;
import dev.steward.server.security.WithoutToken;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.store.QueryContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * Instant and range queries, and the formatting of queries.
 *
 * <p>Parameters of the address and of a posted form count alike. Source: Prometheus, HTTP API.
 */
@WithoutToken
@RestController
@RequestMapping(
    path = "/api/v1",
    method = {RequestMethod.GET, RequestMethod.POST})
final class QueryDoor {
  private static final long MAX_POINTS = 11_000;

  private final PromqlEngine engine;
  private final QueryLimits limits;
  private final Clock clock;

  QueryDoor(PromqlEngine engine, QueryLimits limits, Clock clock) {
    this.engine = engine;
    this.limits = limits;
    this.clock = clock;
  }

  @RequestMapping("/query")
  void instant(HttpServletRequest request, HttpServletResponse response) throws IOException {
    RequestParameters parameters = RequestParameters.of(request);
    int limit = Limit.of(parameters);
    long time = PrometheusTime.parseMillisOr("time", parameters.first("time"), clock.millis());
    String query = parameters.firstOr("query", "");
    QueryContext context = context(parameters);
    long started = System.nanoTime();
    PromqlEngine asked = engine(parameters);
    QueryResult result = asParameter(() -> asked.instant(query, time, context));
    answer(response, parameters, limited(result, limit), context, System.nanoTime() - started);
  }

  @RequestMapping("/query_range")
  void range(HttpServletRequest request, HttpServletResponse response) throws IOException {
    RequestParameters parameters = RequestParameters.of(request);
    int limit = Limit.of(parameters);
    long start = PrometheusTime.parseMillis("start", parameters.firstOr("start", ""));
    long end = PrometheusTime.parseMillis("end", parameters.firstOr("end", ""));
    if (end < start) {
      throw PrometheusTime.invalid("end", "end timestamp must not be before start time", null);
    }
    long step = PrometheusTime.parseDurationMillis("step", parameters.firstOr("step", ""));
    if (step <= 0) {
      throw PrometheusTime.invalid(
          "step",
          "zero or negative query resolution step widths are not accepted. Try a positive integer",
          null);
    }
    if ((end - start) / step > MAX_POINTS) {
      throw new StewardException(
          ErrorCode.INVALID_ARGUMENT,
          "exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query"
              + " resolution (?step=XX)");
    }
    String query = parameters.firstOr("query", "");
    QueryContext context = context(parameters);
    long started = System.nanoTime();
    PromqlEngine asked = engine(parameters);
    QueryResult result = asParameter(() -> asked.range(query, start, end, step, context));
    answer(response, parameters, limited(result, limit), context, System.nanoTime() - started);
  }

  @RequestMapping("/format_query")
  void format(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String query = RequestParameters.of(request).firstOr("query", "");
    String formatted = asParameter(() -> PrettyPrinter.format(PromqlParser.parse(query)));
    PrometheusEnvelope.success(response, json -> json.writeString(formatted));
  }

  @RequestMapping("/parse_query")
  void parse(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String query = RequestParameters.of(request).firstOr("query", "");
    Expr expr = asParameter(() -> PromqlParser.parse(query));
    PrometheusEnvelope.success(response, json -> new SyntaxTreeJson(json).write(expr));
  }

  /** The engine, with the lookback that a request asks for. */
  private PromqlEngine engine(RequestParameters parameters) {
    String text = parameters.first("lookback_delta");
    if (text == null) {
      return engine;
    }
    long millis = PrometheusTime.parseDurationMillis("lookback_delta", text);
    if (millis < 0) {
      throw PrometheusTime.invalid("lookback_delta", "must not be negative", null);
    }
    if (millis == 0) {
      return engine;
    }
    return new PromqlEngine(
        engine.store(), engine.options().withLookback(Duration.ofMillis(millis)));
  }

  private QueryContext context(RequestParameters parameters) {
    String timeout = parameters.first("timeout");
    return timeout == null
        ? limits.newContext()
        : limits.newContext(PrometheusTime.parseDurationMillis("timeout", timeout));
  }

  private interface Evaluation<T> {
    T evaluate();
  }

  /** A query that is wrong in itself is a wrong parameter. */
  private static <T> T asParameter(Evaluation<T> evaluation) {
    try {
      return evaluation.evaluate();
    } catch (StewardException e) {
      if (e.code() == ErrorCode.INVALID_ARGUMENT) {
        throw PrometheusTime.invalid("query", String.valueOf(e.getMessage()), e);
      }
      throw e;
    }
  }

  private static QueryResult limited(QueryResult result, int limit) {
    QueryValue value =
        switch (result.value()) {
          case QueryValue.InstantVector vector when limit > 0 && vector.samples().size() > limit ->
              new QueryValue.InstantVector(vector.samples().subList(0, limit));
          case QueryValue.Matrix matrix when limit > 0 && matrix.series().size() > limit ->
              new QueryValue.Matrix(matrix.series().subList(0, limit));
          case QueryValue whole -> whole;
        };
    return value == result.value()
        ? result
        : new QueryResult(value, Limit.truncated(result.notices()));
  }

  private static void answer(
      HttpServletResponse response,
      RequestParameters parameters,
      QueryResult result,
      QueryContext context,
      long nanos)
      throws IOException {
    PrometheusEnvelope.success(
        response,
        withWarnings(result.notices(), context),
        json -> {
          json.writeStartObject();
          PrometheusJson.writeResult(json, result.value());
          @Nullable String stats = parameters.first("stats");
          if (stats != null) {
            QueryStatisticsJson.write(json, context, nanos);
          }
          json.writeEndObject();
        });
  }

  private static Notices withWarnings(Notices notices, QueryContext context) {
    List<String> warnings = new ArrayList<>(notices.warnings());
    for (String warning : context.warnings()) {
      if (!warnings.contains(warning)) {
        warnings.add(warning);
      }
    }
    return new Notices(warnings, notices.infos());
  }
}
