package dev.steward.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.cli.CommandException;
import dev.steward.cli.ServerClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The whole system under {@code kill -9}: for a minute a file grows by 5,000 numbered lines a
 * second, while server and agent are each killed five times at random moments. Afterwards the store
 * holds each line exactly once.
 */
@Tag("fault")
final class KillTest {
  private static final int LINES_PER_SECOND = 5_000;
  private static final Duration TIME = Duration.ofSeconds(60);
  private static final int KILLS_EACH = 5;
  private static final String STREAMS = "{job=\"file\"}";
  private static final int PAGE_LINES = 5_000;

  @TempDir Path directory;

  private sealed interface Kill {
    long atMillis();

    record OfServer(long atMillis) implements Kill {}

    record OfAgent(long atMillis) implements Kill {}
  }

  @Test
  void everyLineIsStoredOnceThoughServerAndAgentAreKilled() throws Exception {
    long seed = Long.getLong("steward.seed", System.nanoTime());
    System.out.println("seed " + seed);
    Path log = Files.createFile(directory.resolve("app.log"));
    String http = freeAddress();
    String grpc = freeAddress();
    try (ServerClient client = new ServerClient(URI.create("http://" + http));
        StewardProcess server = startServer(http, grpc);
        StewardProcess agent = startAgent(grpc, log);
        ExecutorService executor = Executors.newSingleThreadExecutor()) {
      until("the server is ready", Duration.ofMinutes(2), client::isReady);
      Future<Integer> writing = executor.submit(new NumberedLines(log, LINES_PER_SECOND, TIME));
      long start = System.nanoTime();
      for (Kill kill : kills(new Random(seed))) {
        // When a kill strikes is drawn beforehand; nothing is waited for.
        LockSupport.parkNanos(start + kill.atMillis() * 1_000_000 - System.nanoTime());
        switch (kill) {
          case Kill.OfServer _ -> server.killAndRestart();
          case Kill.OfAgent _ -> agent.killAndRestart();
        }
      }
      int written = writing.get();
      until("all lines are stored", Duration.ofMinutes(5), () -> count(client) >= written);
      assertEquals(written, count(client), "lines that the store counts");
      assertStoredOnce(client, written);
      System.out.println(written + " lines, each stored once");
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "\n" + outputs(), e);
    }
  }

  private static List<Kill> kills(Random random) {
    List<Kill> kills = new ArrayList<>();
    for (int i = 0; i < KILLS_EACH; i++) {
      kills.add(new Kill.OfServer(random.nextLong(TIME.toMillis())));
      kills.add(new Kill.OfAgent(random.nextLong(TIME.toMillis())));
    }
    kills.sort(Comparator.comparingLong(Kill::atMillis));
    System.out.println(kills);
    return kills;
  }

  private StewardProcess startServer(String http, String grpc) throws IOException {
    return StewardProcess.start(
        directory.resolve("server.out"),
        "server",
        "--config",
        emptyConfiguration(),
        "--data",
        directory.resolve("server").toString(),
        "--http",
        http,
        "--grpc",
        grpc,
        "--syslog",
        "off");
  }

  private StewardProcess startAgent(String grpc, Path log) throws IOException {
    return StewardProcess.start(
        directory.resolve("agent.out"),
        "agent",
        "--config",
        emptyConfiguration(),
        "--data",
        directory.resolve("agent").toString(),
        "--server",
        grpc,
        "--insecure",
        "--file",
        log.toString());
  }

  private String emptyConfiguration() throws IOException {
    Path file = directory.resolve("steward.yaml");
    Files.writeString(file, "");
    return file.toString();
  }

  private static String freeAddress() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "127.0.0.1:" + socket.getLocalPort();
    }
  }

  /** How many lines the store counts; -1 if the server does not answer. */
  private static long count(ServerClient client) {
    try {
      JsonNode result =
          client
              .data(
                  "/loki/api/v1/query",
                  Map.of("query", "sum(count_over_time(" + STREAMS + "[1h]))"))
              .path("result");
      return result.isEmpty() ? 0 : Long.parseLong(result.path(0).path("value").path(1).asString());
    } catch (CommandException e) {
      return -1;
    }
  }

  /** Reads all lines page by page and counts each; no two have one timestamp. */
  private static void assertStoredOnce(ServerClient client, int written) {
    int[] times = new int[written];
    long from = System.currentTimeMillis() * 1_000_000 - Duration.ofHours(1).toNanos();
    List<Stored> page = page(client, from);
    while (!page.isEmpty()) {
      for (Stored stored : page) {
        int number = Integer.parseInt(stored.line().split(" ", 3)[1]);
        assertEquals(NumberedLines.line(number), stored.line());
        times[number]++;
      }
      page = page(client, page.getLast().timestampNanos() + 1);
    }
    List<Integer> wrong = new ArrayList<>();
    for (int number = 0; number < written; number++) {
      if (times[number] != 1) {
        wrong.add(number);
      }
    }
    assertEquals(List.of(), wrong, "lines that are not stored exactly once");
  }

  private record Stored(long timestampNanos, String line) {}

  private static List<Stored> page(ServerClient client, long fromNanos) {
    JsonNode data =
        client.data(
            "/loki/api/v1/query_range",
            Map.of(
                "query", STREAMS,
                "direction", "forward",
                "limit", String.valueOf(PAGE_LINES),
                "start", String.valueOf(fromNanos),
                "end", String.valueOf(System.currentTimeMillis() * 1_000_000)));
    List<Stored> page = new ArrayList<>();
    for (JsonNode stream : data.path("result")) {
      for (JsonNode value : stream.path("values")) {
        page.add(new Stored(Long.parseLong(value.path(0).asString()), value.path(1).asString()));
      }
    }
    page.sort(Comparator.comparingLong(Stored::timestampNanos));
    return page;
  }

  private static void until(String what, Duration limit, BooleanSupplier condition) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not within " + limit.toSeconds() + " s: " + what);
      }
      LockSupport.parkNanos(200_000_000);
    }
  }

  private String outputs() {
    StringBuilder text = new StringBuilder();
    for (String name : List.of("server.out", "agent.out")) {
      try {
        List<String> lines = Files.readAllLines(directory.resolve(name));
        text.append(name).append(":\n");
        lines
            .subList(Math.max(0, lines.size() - 100), lines.size())
            .forEach(line -> text.append(line).append('\n'));
      } catch (IOException e) {
        text.append(name).append(": ").append(e).append('\n');
      }
    }
    return text.toString();
  }
}
