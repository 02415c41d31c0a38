package dev.steward.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a server over HTTP. Safe for any thread. */
public final class ServerClient implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(2);

  private final URI server;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();
  private final JsonMapper json = JsonMapper.builder().build();

  /**
   * Makes a client.
   *
   * @param server address of the server, such as {@code http://127.0.0.1:8740}
   */
  public ServerClient(URI server) {
    this.server = server;
  }

  /**
   * The field {@code data} of a query interface's answer.
   *
   * @throws CommandException if the server cannot be reached or refuses
   */
  public JsonNode data(String path, Map<String, String> parameters) {
    HttpResponse<String> response = get(path + "?" + form(parameters));
    if (response.statusCode() != 200) {
      throw new CommandException(problem(response));
    }
    try {
      return json.readTree(response.body()).path("data");
    } catch (JacksonException e) {
      throw new CommandException(server + path + ": no JSON (expected: a Steward server)", e);
    }
  }

  /**
   * Messages that the server sends over a WebSocket from now on.
   *
   * @throws UnreachableException if the server cannot be reached
   * @throws CommandException if it refuses
   */
  MessageStream messages(String path, Map<String, String> parameters) throws UnreachableException {
    MessageStream messages = new MessageStream();
    URI address = server.resolve(path + "?" + form(parameters));
    try {
      http.newWebSocketBuilder()
          .connectTimeout(CONNECT_TIMEOUT)
          .buildAsync(webSocketAddress(address), messages)
          .join();
      return messages;
    } catch (CompletionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused) {
        throw new CommandException(
            server + path + ": HTTP status " + refused.getResponse().statusCode(), e);
      }
      throw new UnreachableException(server + ": no server answers", e);
    }
  }

  /** {@code ws} for {@code http}, {@code wss} for {@code https}. */
  private static URI webSocketAddress(URI address) {
    return URI.create("ws" + address.toString().substring("http".length()));
  }

  private static String form(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(each -> each.getKey() + "=" + encode(each.getValue()))
        .collect(Collectors.joining("&"));
  }

  /** Whether the server says that it is ready. */
  public boolean isReady() {
    try {
      return get("/ready").statusCode() == 200;
    } catch (CommandException e) {
      return false;
    }
  }

  private HttpResponse<String> get(String pathAndQuery) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(server.resolve(pathAndQuery)).timeout(ANSWER_TIMEOUT).build();
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (ConnectException e) {
      throw new CommandException(
          server
              + ": no server answers (expected: a running one; start it with `steward server`, or"
              + " name another with --server URL)",
          e);
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandException(server + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException("interrupted", e);
    }
  }

  /** Prometheus' errors are JSON with a field {@code error}, Loki's are plain text. */
  private String problem(HttpResponse<String> response) {
    try {
      JsonNode error = json.readTree(response.body()).path("error");
      if (error.isString()) {
        return error.stringValue();
      }
    } catch (JacksonException e) {
      // Not JSON: the body itself is the message.
    }
    String body = response.body().strip();
    return body.isEmpty() ? server + ": HTTP status " + response.statusCode() : body;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    http.close();
  }
}
