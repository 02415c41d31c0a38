package dev.steward.cli.exercise;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Gives a server the work of a small fleet: an hour of scrapes with a few log lines through the
 * agents' door, then the queries of dashboards. {@code lib/learn-start.sh} runs it on a server of
 * its own, so that Java knows before the first real sample which of the server's code runs hot.
 */
@Command(
    name = "exercise",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = "Gives a server of its own the work of a small fleet, for Java to learn from.")
public final class ExerciseCommand implements Callable<Integer> {
  private static final int AGENTS = 50;
  private static final int SCRAPES = 240;
  private static final int STEP_SECONDS = 15;
  private static final int ROUNDS = 40;
  private static final String[] RANGES = {
    "exercise_cpu_seconds_total{host=\"host-7\"}",
    "sum by (host) (rate(exercise_cpu_seconds_total{mode!=\"idle\"}[5m]))",
    "topk(5, sum by (host) (rate(exercise_bytes_total[5m])))",
    "quantile(0.95, exercise_load)",
    "100 - avg by (host) (rate(exercise_cpu_seconds_total{mode=\"idle\"}[5m])) * 100 > 20"
  };

  @Option(names = "--http", required = true, description = "Address of the server's HTTP door.")
  private URI http = URI.create("http://127.0.0.1:8740");

  @Option(names = "--grpc", required = true, description = "Port of the server's agents' door.")
  private int grpc;

  private final HttpClient client = HttpClient.newHttpClient();

  @Override
  public Integer call() throws IOException, InterruptedException {
    long end = System.currentTimeMillis() / 1000;
    long start = end - SCRAPES * STEP_SECONDS;
    List<ExerciseAgent> agents = new ArrayList<>();
    for (int number = 0; number < AGENTS; number++) {
      agents.add(new ExerciseAgent(grpc, number));
    }
    for (int scrape = 0; scrape < SCRAPES; scrape++) {
      for (ExerciseAgent agent : agents) {
        agent.scrape((start + scrape * STEP_SECONDS) * 1000L);
      }
    }
    for (ExerciseAgent agent : agents) {
      agent.close();
    }
    for (int round = 0; round < ROUNDS; round++) {
      ask(start, end);
    }
    return 0;
  }

  private void ask(long start, long end) throws IOException, InterruptedException {
    for (String range : RANGES) {
      get(
          "/api/v1/query_range?query=%s&start=%d&end=%d&step=15"
              .formatted(text(range), start, end));
    }
    String all = text("{__name__=~\"exercise_.+\"}");
    get(
        "/api/v1/query?query=%s&time=%d"
            .formatted(text("count({__name__=~\"exercise_.+\"})"), end));
    get("/api/v1/series?match%%5B%%5D=%s&start=%d&end=%d".formatted(all, start, end));
  }

  private static String text(String query) {
    return URLEncoder.encode(query, StandardCharsets.UTF_8);
  }

  private void get(String pathAndQuery) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        client.send(
            HttpRequest.newBuilder(http.resolve(pathAndQuery)).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IOException(pathAndQuery + ": " + answer.statusCode() + " (expected: 200)");
    }
  }
}
