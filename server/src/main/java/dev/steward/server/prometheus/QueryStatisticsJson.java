package dev.steward.server.prometheus;

import dev.steward.spi.store.QueryContext;
import tools.jackson.core.JsonGenerator;

/** What a query cost, as {@code stats} asks for it: times in seconds, and samples read. */
final class QueryStatisticsJson {
  private QueryStatisticsJson() {}

  static void write(JsonGenerator json, QueryContext context, long nanos) {
    double seconds = nanos / 1e9;
    json.writeObjectPropertyStart("stats");
    json.writeObjectPropertyStart("timings");
    json.writeNumberProperty("evalTotalTime", seconds);
    json.writeNumberProperty("execTotalTime", seconds);
    json.writeEndObject();
    json.writeObjectPropertyStart("samples");
    json.writeNumberProperty("totalQueryableSamples", context.samplesRead());
    json.writeEndObject();
    json.writeEndObject();
  }
}
