package dev.steward.benchmarks.metrics;

import dev.steward.benchmarks.process.MeasuredProcess;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Seven questions that dashboards ask of a fleet, each asked often enough to be compiled. */
final class RangeQueries {
  private static final int WARM_UP = 15;
  private static final int ROUNDS = 15;
  private static final long STEP_SECONDS = 60;

  private record Question(String name, String kind, String text) {}

  private static final Question[] QUESTIONS = {
    new Question("a", "range", "node_cpu_seconds_total{instance=\"host-007\"}"),
    new Question(
        "b", "range", "sum by (instance) (rate(node_cpu_seconds_total{mode!=\"idle\"}[5m]))"),
    new Question(
        "c", "range", "topk(5, sum by (instance) (rate(node_network_receive_bytes_total[5m])))"),
    new Question("d", "range", "quantile(0.95, node_load1)"),
    new Question("e", "instant", "count({__name__=~\"node_.+\"})"),
    new Question(
        "f",
        "range",
        "100 - avg by (instance)(rate(node_cpu_seconds_total{mode=\"idle\"}[5m]))*100 > 20"),
    new Question("g", "series", "{__name__=~\"node_.+\"}"),
  };

  private RangeQueries() {}

  /** Asks each question and gives the median of its times in milliseconds. */
  static Map<String, Double> ask(MeasuredProcess process, FleetLoad load)
      throws IOException, InterruptedException {
    Map<String, Double> medians = new LinkedHashMap<>();
    for (Question question : QUESTIONS) {
      double[] millis = new double[ROUNDS];
      int length = 0;
      for (int round = -WARM_UP; round < ROUNDS; round++) {
        long started = System.nanoTime();
        HttpResponse<byte[]> answer = process.getBytes(path(question, load));
        if (round >= 0) {
          millis[round] = (System.nanoTime() - started) / 1e6;
        }
        length = answer.body().length;
        if (answer.statusCode() != 200) {
          throw new IOException(
              question.text() + ": " + new String(answer.body(), StandardCharsets.UTF_8));
        }
      }
      Arrays.sort(millis);
      medians.put(question.name(), millis[ROUNDS / 2]);
      System.out.printf(
          "  %s %8.1f ms median, %8.1f ms best, %,d bytes%n",
          question.name(), millis[ROUNDS / 2], millis[0], length);
    }
    return medians;
  }

  private static String path(Question question, FleetLoad load) {
    String text = URLEncoder.encode(question.text(), StandardCharsets.UTF_8);
    long start = load.startMillis() / 1000;
    long end = load.endMillis() / 1000;
    return switch (question.kind()) {
      case "range" ->
          "/api/v1/query_range?query=%s&start=%d&end=%d&step=%d"
              .formatted(text, start, end, STEP_SECONDS);
      case "instant" -> "/api/v1/query?query=%s&time=%d".formatted(text, end);
      default -> "/api/v1/series?match%%5B%%5D=%s&start=%d&end=%d".formatted(text, start, end);
    };
  }
}
