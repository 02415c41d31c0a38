package dev.steward.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Asks for metrics: a table of values now, or a graph of a span of time. */
@Command(
    name = "query",
    description = "Asks for metrics with PromQL.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  steward query 'node_load1'",
      "  steward query 'sum by (mode) (rate(node_cpu_seconds_total[5m]))' --range 1h"
    })
final class QueryCommand implements Runnable {
  private static final int POINTS = 240;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "EXPRESSION", description = "PromQL.")
  private String expression = "";

  @Option(
      names = "--range",
      paramLabel = "SPAN",
      converter = TimeSpan.class,
      description = "Draws the values from this long ago until now, such as 1h or 7d.")
  private @Nullable Duration range;

  @Mixin private ServerOption server = new ServerOption();
  @Mixin private ColourOption colour = new ColourOption();

  @Override
  public void run() {
    PrintWriter out = Objects.requireNonNull(spec, "spec").commandLine().getOut();
    try (ServerClient client = server.client()) {
      if (range == null) {
        printNow(client, out);
      } else {
        drawRange(client, range, out);
      }
    }
    out.flush();
  }

  private void printNow(ServerClient client, PrintWriter out) {
    JsonNode data = client.data("/api/v1/query", Map.of("query", expression));
    JsonNode result = data.path("result");
    switch (data.path("resultType").asString()) {
      case "vector" -> printVector(result, out);
      case "matrix" -> printMatrix(result, out);
      default -> out.println(result.path(1).asString());
    }
  }

  private static void printVector(JsonNode result, PrintWriter out) {
    if (result.isEmpty()) {
      out.println("No series matches.");
      return;
    }
    TextTable table = new TextTable("SERIES", "VALUE");
    for (JsonNode series : result) {
      table.add(SeriesName.of(series.path("metric")), value(series));
    }
    table.print(out);
  }

  private static String value(JsonNode series) {
    JsonNode value = series.path("value").path(1);
    return value.isMissingNode() ? series.path("histogram").path(1).toString() : value.asString();
  }

  private static void printMatrix(JsonNode result, PrintWriter out) {
    TextTable table = new TextTable("SERIES", "TIME", "VALUE");
    for (JsonNode series : result) {
      for (JsonNode point : series.path("values")) {
        table.add(
            SeriesName.of(series.path("metric")),
            Instant.ofEpochMilli((long) (point.path(0).asDouble() * 1000)).toString(),
            point.path(1).asString());
      }
    }
    table.print(out);
  }

  private void drawRange(ServerClient client, Duration span, PrintWriter out) {
    Instant end = Instant.now();
    double step = Math.max(1, span.toMillis() / 1000.0 / POINTS);
    JsonNode data =
        client.data(
            "/api/v1/query_range",
            Map.of(
                "query",
                expression,
                "start",
                seconds(end.minus(span)),
                "end",
                seconds(end),
                "step",
                Double.toString(step)));
    List<TerminalGraph.Series> drawn = new ArrayList<>();
    for (JsonNode series : data.path("result")) {
      drawn.add(series(series));
    }
    new TerminalGraph(end.minus(span), end, Terminal.columns(), colour.isOn()).print(drawn, out);
  }

  private static String seconds(Instant instant) {
    return Double.toString(instant.toEpochMilli() / 1000.0);
  }

  private static TerminalGraph.Series series(JsonNode series) {
    JsonNode values = series.path("values");
    double[] seconds = new double[values.size()];
    double[] numbers = new double[values.size()];
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = values.path(i).path(0).asDouble();
      numbers[i] = SeriesName.number(values.path(i).path(1).asString());
    }
    return new TerminalGraph.Series(SeriesName.of(series.path("metric")), seconds, numbers);
  }
}
