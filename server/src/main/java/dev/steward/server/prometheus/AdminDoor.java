package dev.steward.server.prometheus;

import dev.steward.metricstore.MetricStoreEngine;
import dev.steward.server.http.QueryLimits;
import dev.steward.server.http.RequestParameters;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.TimeRange;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * What an administrator may do to the metric store: delete samples, free their bytes, take a
 * snapshot. Asks for the administrator's token.
 */
@RestController
@RequestMapping(
    path = "/api/v1/admin/tsdb",
    method = {RequestMethod.POST, RequestMethod.PUT})
final class AdminDoor {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final MetricStoreEngine store;
  private final QueryLimits limits;
  private final Clock clock;
  private final RandomGenerator random = RandomGenerator.getDefault();

  AdminDoor(MetricStoreEngine store, QueryLimits limits, Clock clock) {
    this.store = store;
    this.limits = limits;
    this.clock = clock;
  }

  @RequestMapping("/delete_series")
  void delete(HttpServletRequest request, HttpServletResponse response) {
    RequestParameters parameters = RequestParameters.of(request);
    if (parameters.all("match[]").isEmpty()) {
      throw new StewardException(ErrorCode.INVALID_ARGUMENT, "no match[] parameter provided");
    }
    TimeRange range = SelectorParameters.range(parameters);
    SelectorParameters.selectorsOrAll(parameters)
        .forEach(selector -> store.delete(selector, range, limits.newContext()));
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }

  @RequestMapping("/clean_tombstones")
  void clean(HttpServletResponse response) {
    store.removeDeleted();
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }

  /** Always with what is in memory: the parameter {@code skip_head} has nothing to leave out. */
  @RequestMapping("/snapshot")
  void snapshot(HttpServletResponse response) throws IOException {
    String name =
        NAME.format(clock.instant()) + "-" + HexFormat.of().toHexDigits(random.nextLong());
    store.snapshot(name);
    PrometheusEnvelope.success(
        response,
        json -> {
          json.writeStartObject();
          json.writeStringProperty("name", name);
          json.writeEndObject();
        });
  }
}
