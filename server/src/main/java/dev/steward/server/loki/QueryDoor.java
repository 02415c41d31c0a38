package dev.steward.server.loki;

import dev.steward.query.logql.LogResult;
import dev.steward.query.logql.LogqlEngine;
import dev.steward.query.logql.syntax.Expression;
import dev.steward.query.logql.syntax.LogExpression;
import dev.steward.query.logql.syntax.LogqlParser;
import dev.steward.query.logql.syntax.MetricExpression;
import dev.steward.query.value.QueryValue;
import dev.steward.server.http.QueryLimits;
import dev.steward.server.http.RequestParameters;
import dev.steward.server.prometheus.PrometheusJson;
import dev.steward.server.security.WithoutToken;
import dev.steward.spi.store.Direction;
import dev.steward.spi.store.QueryContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** Log and metric queries. Source: Loki, HTTP API. */
@WithoutToken
@RestController("lokiQueryDoor")
@RequestMapping(
    path = "/loki/api/v1",
    method = {RequestMethod.GET, RequestMethod.POST})
final class QueryDoor {
  private static final int DEFAULT_LIMIT = 100;

  private final LogqlEngine engine;
  private final QueryLimits limits;
  private final Clock clock;

  QueryDoor(LogqlEngine engine, QueryLimits limits, Clock clock) {
    this.engine = engine;
    this.limits = limits;
    this.clock = clock;
  }

  @RequestMapping("/query")
  void instant(HttpServletRequest request, HttpServletResponse response) throws IOException {
    RequestParameters parameters = RequestParameters.of(request);
    @Nullable String timeText = parameters.first("time");
    long time =
        timeText == null ? LokiTime.nanos(clock.instant()) : LokiTime.parseNanos("time", timeText);
    QueryContext context = limits.newContext();
    long started = System.nanoTime();
    QueryValue value = engine.instant(parameters.firstOr("query", ""), time, context);
    answer(request, response, value, context, started);
  }

  @RequestMapping("/query_range")
  void range(HttpServletRequest request, HttpServletResponse response) throws IOException {
    RequestParameters parameters = RequestParameters.of(request);
    LokiRange range = LokiRange.of(parameters, clock);
    QueryContext context = limits.newContext();
    String query = parameters.firstOr("query", "");
    Expression expression = LogqlParser.parse(query);
    long started = System.nanoTime();
    switch (expression) {
      case LogExpression logs -> {
        Direction direction = LokiDirection.of(parameters, Direction.BACKWARD);
        EncodingFlags flags = EncodingFlags.of(request);
        StreamsAnswer streams = new StreamsAnswer(flags, direction, interval(parameters));
        try (LogResult result =
            engine.logs(
                query,
                range.startNanos(),
                range.endNanos(),
                direction,
                LokiLimit.of(parameters, "limit", DEFAULT_LIMIT),
                context)) {
          streams.collect(result);
        }
        LokiAnswer.success(response, context, started, streams::write);
      }
      case MetricExpression metric ->
          answer(
              request,
              response,
              engine.range(
                  query,
                  range.startNanos(),
                  range.endNanos(),
                  LokiStep.of(parameters, range),
                  context),
              context,
              started);
    }
  }

  private static void answer(
      HttpServletRequest request,
      HttpServletResponse response,
      QueryValue value,
      QueryContext context,
      long started)
      throws IOException {
    EncodingFlags flags = EncodingFlags.of(request);
    LokiAnswer.success(
        response, context, started, json -> PrometheusJson.writeResult(json, value, flags::write));
  }

  private static long interval(RequestParameters parameters) {
    @Nullable String text = parameters.first("interval");
    long interval = text == null ? 0 : LokiTime.parseDurationNanos("interval", text);
    if (interval < 0) {
      throw LokiTime.invalid("interval must be >= 0", null);
    }
    return interval;
  }
}
