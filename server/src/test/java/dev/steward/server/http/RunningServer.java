package dev.steward.server.http;

import dev.steward.server.StewardServer;
import dev.steward.server.reload.ConfigurationSource;
import dev.steward.server.settings.ServerSettings;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole server on free ports with an HTTP client, for one test class. */
public final class RunningServer implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final StewardServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  /** Starts a server on a data directory. */
  public RunningServer(Path data) {
    this(data, ConfigurationSource.NONE);
  }

  /** Starts a server that reads what it scrapes from a file. */
  public RunningServer(Path data, ConfigurationSource source) {
    this(ServerSettings.onFreePorts(data), source);
  }

  /** Starts a server with settings. */
  public RunningServer(ServerSettings settings, ConfigurationSource source) {
    server = StewardServer.start(settings, source);
  }

  /**
   * An answer.
   *
   * @param status the HTTP status
   * @param body the body as text
   */
  public record Answer(int status, String body) {
    /** The body as JSON. */
    public JsonNode json() {
      return JSON.readTree(body);
    }
  }

  /** A part of the server. */
  public <T> T part(Class<T> type) {
    return server.part(type);
  }

  /** The address of a path. */
  public URI address(String path) {
    return URI.create("http://127.0.0.1:" + server.httpAddress().getPort() + path);
  }

  /** GET with parameters, given as names and values in turn. */
  public Answer get(String path, String... parameters) throws IOException, InterruptedException {
    String query = form(parameters);
    return send(HttpRequest.newBuilder(address(query.isEmpty() ? path : path + "?" + query)));
  }

  /** POST of a form; the path may carry parameters of its own. */
  public Answer post(String path, String... parameters) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(address(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form(parameters))));
  }

  /** Sends any request. */
  public Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return new Answer(response.statusCode(), response.body());
  }

  private static String form(String... parameters) {
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < parameters.length; i += 2) {
      form.append(form.isEmpty() ? "" : "&")
          .append(URLEncoder.encode(parameters[i], StandardCharsets.UTF_8))
          .append('=')
          .append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
    }
    return form.toString();
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
