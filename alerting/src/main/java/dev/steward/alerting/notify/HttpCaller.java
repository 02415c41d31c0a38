package dev.steward.alerting.notify;

import dev.steward.alerting.configuration.Settings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls others over HTTP as an {@code http_config} says. Safe for any thread.
 *
 * <p>An answer of 2xx is a success. After 429, 5xx and broken connections trying again may help.
 */
final class HttpCaller implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int SHOWN = 300;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient client;
  private final Settings settings;

  private HttpCaller(HttpClient client, Settings settings) {
    this.client = client;
    this.settings = settings;
  }

  /**
   * A caller.
   *
   * @param settings the {@code http_config}
   * @throws dev.steward.spi.error.StewardException if it names certificates that cannot be read
   */
  static HttpCaller of(Settings settings) {
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(
                settings.has("follow_redirects") && !settings.truth("follow_redirects")
                    ? HttpClient.Redirect.NEVER
                    : HttpClient.Redirect.NORMAL);
    if (settings.has("proxy_url")) {
      URI proxy = URI.create(settings.text("proxy_url"));
      client.proxy(
          ProxySelector.of(
              new InetSocketAddress(proxy.getHost(), proxy.getPort() < 0 ? 80 : proxy.getPort())));
    } else if (settings.truth("proxy_from_environment")) {
      client.proxy(ProxySelector.getDefault());
    }
    if (settings.has("tls_config")) {
      client.sslContext(ClientTls.context(settings.part("tls_config")));
    }
    return new HttpCaller(client.build(), settings);
  }

  /**
   * An answer.
   *
   * @param status of 2xx
   * @param body the text
   */
  record Answer(int status, String body) {
    /** A text of the answer's JSON; empty where there is none of this name. */
    String text(String name) {
      JsonNode value = JSON.readTree(body.isBlank() ? "{}" : body).get(name);
      return value == null ? "" : value.asString("");
    }
  }

  /** The bytes of a tree of maps, lists and values. */
  static byte[] json(Object tree) {
    return JSON.writeValueAsBytes(tree);
  }

  /** Posts JSON. */
  Answer post(String url, Object tree, Map<String, String> headers)
      throws SendingFailedException, InterruptedException {
    return call("POST", url, "application/json", json(tree), headers, PATIENCE);
  }

  /** Puts JSON. */
  Answer put(String url, Object tree, Map<String, String> headers)
      throws SendingFailedException, InterruptedException {
    return call("PUT", url, "application/json", json(tree), headers, PATIENCE);
  }

  /** Calls an address. */
  Answer call(
      String method,
      String url,
      String contentType,
      byte[] body,
      Map<String, String> headers,
      Duration patience)
      throws SendingFailedException, InterruptedException {
    HttpRequest.Builder request = request(url).timeout(patience);
    request.header("User-Agent", "Steward");
    if (body.length > 0) {
      request.header("Content-Type", contentType);
    }
    configured(request);
    headers.forEach(request::setHeader);
    request.method(
        method,
        body.length == 0
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofByteArray(body));
    return sent(request.build());
  }

  private static HttpRequest.Builder request(String url) throws SendingFailedException {
    try {
      return HttpRequest.newBuilder(URI.create(url));
    } catch (IllegalArgumentException e) {
      throw SendingFailedException.permanent("the address is no URL (not shown: may be secret)");
    }
  }

  private Answer sent(HttpRequest request) throws SendingFailedException, InterruptedException {
    try {
      HttpResponse<byte[]> response =
          client.send(
              request,
              HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), 1 << 20));
      int status = response.statusCode();
      String text = new String(response.body(), StandardCharsets.UTF_8);
      if (status >= 200 && status < 300) {
        return new Answer(status, text);
      }
      String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
      String problem = "unexpected status code " + status + ": " + shown.strip();
      throw status == 429 || status >= 500
          ? SendingFailedException.temporary(problem)
          : SendingFailedException.permanent(problem);
    } catch (HttpTimeoutException e) {
      throw SendingFailedException.temporary("no answer in time from " + host(request), e);
    } catch (IOException e) {
      throw SendingFailedException.temporary(
          host(request) + ": " + e.getClass().getSimpleName() + ": " + e.getMessage(), e);
    }
  }

  private static String host(HttpRequest request) {
    return request.uri().getScheme() + "://" + request.uri().getAuthority();
  }

  private void configured(HttpRequest.Builder request) throws SendingFailedException {
    if (settings.any("http_headers") instanceof Map<?, ?> headers) {
      headers.forEach((name, value) -> {
        if (value instanceof Map<?, ?> kinds && kinds.get("values") instanceof List<?> values) {
          values.forEach(each -> request.header(String.valueOf(name), String.valueOf(each)));
        }
        if (value instanceof Map<?, ?> kinds && kinds.get("secrets") instanceof List<?> secrets) {
          secrets.forEach(each -> request.header(String.valueOf(name), String.valueOf(each)));
        }
      });
    }
    if (settings.has("basic_auth")) {
      Settings basic = settings.part("basic_auth");
      String pair = Secrets.value(basic, "username") + ":" + Secrets.value(basic, "password");
      String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
      request.header("Authorization", "Basic " + encoded);
    } else if (settings.has("authorization")) {
      Settings authorization = settings.part("authorization");
      request.header(
          "Authorization",
          authorization.text("type") + " " + Secrets.value(authorization, "credentials"));
    } else if (settings.has("bearer_token") || settings.has("bearer_token_file")) {
      request.header("Authorization", "Bearer " + Secrets.value(settings, "bearer_token"));
    } else if (settings.has("oauth2")) {
      throw SendingFailedException.permanent(
          "http_config.oauth2: not supported (expected: basic_auth or authorization)");
    }
  }

  /** Lets calls that run come to their end, and takes no others. */
  @Override
  public void close() {
    client.shutdown();
  }
}
