package dev.steward.alerting.dispatch;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An HTTP server that keeps what it is sent. */
public final class WebhookReceiver implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpServer server;
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  /** How a request is answered: status and body. */
  private volatile Function<Request, Answer> answers = request -> new Answer(200, "{}");

  /**
   * What was sent.
   *
   * @param method such as POST
   * @param path with the query
   * @param headers the first value of each, names in lower case
   * @param body the text
   */
  public record Request(String method, String path, Map<String, String> headers, String body) {
    /** The body as JSON. */
    public JsonNode json() {
      return JSON.readTree(body);
    }
  }

  /**
   * An answer.
   *
   * @param status the HTTP status
   * @param body the text
   */
  public record Answer(int status, String body) {}

  /** Starts on a free port. */
  public WebhookReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          Map<String, String> headers = new java.util.HashMap<>();
          exchange
              .getRequestHeaders()
              .forEach((name, values) ->
                  headers.put(name.toLowerCase(java.util.Locale.ROOT), values.getFirst()));
          Request request =
              new Request(
                  exchange.getRequestMethod(),
                  exchange.getRequestURI().toString(),
                  headers,
                  new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          Answer answer = answers.apply(request);
          requests.add(request);
          byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  /** Its address. */
  public String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /** Answers so from now on. */
  public void answer(Function<Request, Answer> how) {
    answers = how;
  }

  /** What was sent so far. */
  public List<Request> requests() {
    return requests;
  }

  /** Waits until so many requests have come, and gives the last of them. */
  public Request await(int count) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (requests.size() < count) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "requests: " + requests.size() + " (expected: " + count + "): " + requests);
      }
      Thread.sleep(5);
    }
    return requests.get(count - 1);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
