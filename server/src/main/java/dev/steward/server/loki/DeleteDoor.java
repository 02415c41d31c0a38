package dev.steward.server.loki;

import dev.steward.query.logql.syntax.LogExpression;
import dev.steward.query.logql.syntax.LogqlParser;
import dev.steward.server.http.JsonAnswer;
import dev.steward.server.http.QueryLimits;
import dev.steward.server.http.RequestParameters;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.store.LogQuery;
import dev.steward.spi.store.LogStore;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * Deletes entries, and tells what was deleted.
 *
 * <p>Loki works requests off later, and lets them be cancelled until then. Here a request is done
 * when it is answered: no reader sees the entries any more. So none can be cancelled.
 */
@RestController
@RequestMapping("/loki/api/v1/delete")
final class DeleteDoor {
  private final LogStore store;
  private final DeleteRequests requests;
  private final QueryLimits limits;
  private final Clock clock;

  DeleteDoor(LogStore store, DeleteRequests requests, QueryLimits limits, Clock clock) {
    this.store = store;
    this.requests = requests;
    this.limits = limits;
    this.clock = clock;
  }

  @RequestMapping(method = {RequestMethod.POST, RequestMethod.PUT})
  void delete(HttpServletRequest request, HttpServletResponse response) throws IOException {
    RequestParameters parameters = RequestParameters.of(request);
    String text = required(parameters, "query", "query not set");
    LogExpression query = LogqlParser.parseLogs(text);
    if (!query.remainingStages().isEmpty()) {
      throw invalid("query: " + text + " (expected: a selector, and line filters where needed)");
    }
    long now = LokiTime.nanos(clock.instant());
    long start = LokiTime.parseNanos("start", required(parameters, "start", "start time not set"));
    @Nullable String endText = parameters.first("end");
    long end = endText == null ? now : LokiTime.parseNanos("end", endText);
    if (end > now) {
      throw invalid("deletes in the future are not allowed");
    }
    if (start > end) {
      throw invalid("start time can't be greater than end time");
    }
    TimeRange range = TimeRange.closed(start, end);
    long count =
        store.delete(
            new LogQuery(query.selector(), range, query.storeFilters()),
            limits.newUnlimitedContext());
    requests.add(new DeleteRequests.Request(DeleteRequests.newId(), text, start, end, now, count));
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }

  @RequestMapping(method = RequestMethod.GET)
  void list(HttpServletResponse response) throws IOException {
    JsonAnswer.ok(
        response,
        json -> {
          json.writeStartArray();
          requests.list().forEach(each -> each.write(json));
          json.writeEndArray();
        });
  }

  @RequestMapping(method = RequestMethod.DELETE)
  void cancel(HttpServletRequest request) {
    String id =
        required(RequestParameters.of(request), "request_id", "request_id query parameter not set");
    if (requests.list().stream().noneMatch(each -> each.id().equals(id))) {
      throw new StewardException(
          ErrorCode.NOT_FOUND, "could not find delete request with given id");
    }
    throw invalid("deletion of request which is in process or already processed is not allowed");
  }

  private static String required(RequestParameters parameters, String name, String missing) {
    @Nullable String text = parameters.first(name);
    if (text == null) {
      throw invalid(missing);
    }
    return text;
  }

  private static StewardException invalid(String message) {
    return new StewardException(ErrorCode.INVALID_ARGUMENT, message);
  }
}
