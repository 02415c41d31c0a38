package dev.steward.server.loki;

import dev.steward.query.logql.LogResult;
import dev.steward.query.logql.LogqlEngine;
import dev.steward.query.logql.LogqlOptions;
import dev.steward.server.http.QueryLimits;
import dev.steward.server.http.RequestParameters;
import dev.steward.spi.store.Direction;
import dev.steward.spi.store.LogStore;
import dev.steward.spi.store.QueryContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Every entry that a log query gives, one JSON object a line. Entries pass through: any number of
 * them needs the memory of a few. An export that fails on its way ends with a broken connection and
 * never looks whole.
 */
@RestController
final class ExportDoor {
  private final LogqlEngine engine;
  private final QueryLimits limits;
  private final Clock clock;

  ExportDoor(LogStore store, QueryLimits limits, Clock clock) {
    this.engine = new LogqlEngine(store, LogqlOptions.UNLIMITED);
    this.limits = limits;
    this.clock = clock;
  }

  @GetMapping("/export")
  void export(HttpServletRequest request, HttpServletResponse response) throws IOException {
    RequestParameters parameters = RequestParameters.of(request);
    LokiRange range = LokiRange.of(parameters, clock);
    QueryContext context = limits.newUnlimitedContext();
    try (LogResult result =
        engine.logs(
            parameters.required("query"),
            range.startNanos(),
            range.endNanos(),
            LokiDirection.of(parameters, Direction.FORWARD),
            LokiLimit.of(parameters, "limit", Integer.MAX_VALUE),
            context)) {
      response.setContentType("application/x-ndjson");
      ExportWriter.write(result, context, response.getOutputStream());
    }
  }
}
