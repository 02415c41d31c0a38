package dev.steward.benchmarks.logs;

import dev.steward.benchmarks.process.ServerProcess;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The six questions over HTTP: the median of five, and what the answer holds. */
final class Questions {
  private static final int TIMES = 5;
  private static final long START = Fleet.START.getEpochSecond();
  private static final long END = START + 86_400;
  private static final String ALL = "{host=~\".+\"}";

  private final ServerProcess server;
  private final List<Double> medians = new ArrayList<>();

  Questions(ServerProcess server) {
    this.server = server;
  }

  /** Asks all; the medians in milliseconds. */
  List<Double> ask() throws IOException, InterruptedException {
    lines("a needle as a substring", ALL + " |= \"needle-17\"");
    perFiveMinutes(
        "b phrase per 5 min",
        "sum(count_over_time(" + ALL + " |= \"POSSIBLE BREAK-IN ATTEMPT\" [5m]))");
    lines(
        "c host, app and filter, newest 100",
        "{host=\"web1.lan\", service_name=\"sshd\"} |= \"Failed password\"");
    perFiveMinutes(
        "d lines per host per 5 min", "sum by (host) (count_over_time(" + ALL + "[5m]))");
    once("e regex count", "sum(count_over_time(" + ALL + " |~ \"port \\\\d{4}1 ssh2\" [24h]))");
    once("f top 10 apps", "topk(10, sum by (service_name) (count_over_time(" + ALL + "[24h])))");
    return medians;
  }

  private void lines(String name, String query) throws IOException, InterruptedException {
    time(name, range(query) + "&limit=100&direction=backward");
  }

  private void perFiveMinutes(String name, String query) throws IOException, InterruptedException {
    time(name, range(query) + "&step=300");
  }

  private void once(String name, String query) throws IOException, InterruptedException {
    time(name, "query?query=" + encoded(query) + "&time=" + END + "000000000");
  }

  private static String range(String query) {
    return "query_range?query="
        + encoded(query)
        + "&start="
        + START
        + "000000000&end="
        + END
        + "000000000";
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private void time(String name, String call) throws IOException, InterruptedException {
    double[] millis = new double[TIMES];
    String body = "";
    double before = server.cpuSeconds();
    for (int i = 0; i < TIMES; i++) {
      long started = System.nanoTime();
      HttpResponse<String> answer = server.get("/loki/api/v1/" + call);
      millis[i] = (System.nanoTime() - started) / 1e6;
      body = answer.body();
      if (answer.statusCode() != 200) {
        throw new IOException(name + ": " + answer.statusCode() + " " + body);
      }
    }
    double cpu = (server.cpuSeconds() - before) * 1000 / TIMES;
    String each = Arrays.toString(Arrays.stream(millis).mapToLong(Math::round).toArray());
    Arrays.sort(millis);
    medians.add(millis[TIMES / 2]);
    System.out.printf(
        "%-36s %8.1f ms  CPU %6.1f ms  %s  %,d bytes: %s%n",
        name, millis[TIMES / 2], cpu, each, body.length(), AnswerSize.of(body));
  }
}
