package dev.steward.collector.check;

import dev.steward.collector.tls.PemFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSession;

/**
 * Fetches a page, over redirects, and looks at its status and perhaps its text.
 *
 * @param address of the page
 * @param method GET or HEAD
 * @param status which it must have; 0 for any from 200 to 299
 * @param expect what its first 64 KiB must hold
 * @param authorities whom to trust, PEM; empty for those that Java trusts
 */
record HttpCheck(
    URI address, String method, int status, Optional<Pattern> expect, Optional<Path> authorities)
    implements Check {
  private static final int MAX_BODY_BYTES = 64 << 10;
  private static final int MAX_REDIRECTS = 10;

  static HttpCheck parse(Map<String, String> entry) {
    String text = entry.getOrDefault("http", "");
    try {
      URI address = URI.create(text);
      if (!Set.of("http", "https").contains(String.valueOf(address.getScheme()))
          || address.getHost() == null) {
        throw new IllegalArgumentException("no address");
      }
      String method = entry.getOrDefault("method", "GET");
      if (!Set.of("GET", "HEAD").contains(method)) {
        throw new IllegalArgumentException("method " + method);
      }
      return new HttpCheck(
          address,
          method,
          Integer.parseInt(entry.getOrDefault("status", "0")),
          Patterns.of(entry.get("expect")),
          Optional.ofNullable(entry.get("authorities")).map(Path::of));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "check: http: "
              + text
              + ": "
              + e.getMessage()
              + " (expected: http://HOST/PATH; method GET or HEAD; a status such as 200)",
          e);
    }
  }

  @Override
  public void run(CheckResult result) throws IOException, InterruptedException {
    CheckAddress.resolve(address.getHost(), result);
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER);
    if (authorities.isPresent()) {
      builder.sslContext(new PemFiles(Optional.empty(), Optional.empty(), authorities).context());
    }
    try (HttpClient client = builder.build()) {
      try {
        fetch(client, result);
      } finally {
        client.shutdownNow();
      }
    }
  }

  private void fetch(HttpClient client, CheckResult result)
      throws IOException, InterruptedException {
    URI next = address;
    for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      HttpRequest request =
          HttpRequest.newBuilder(next)
              .method(method, HttpRequest.BodyPublishers.noBody())
              .timeout(Duration.ofMillis(result.deadline().millisLeft()))
              .header("User-Agent", "Steward")
              .build();
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        Optional<String> location = response.headers().firstValue("Location");
        boolean redirected = response.statusCode() / 100 == 3 && status / 100 != 3;
        if (redirected && location.isPresent()) {
          next = next.resolve(location.get());
          continue;
        }
        result.gauge("probe_http_redirects", "Redirects that were followed.", redirects);
        judge(response, body.readNBytes(MAX_BODY_BYTES), result);
        return;
      }
    }
    throw new IOException(address + ": more than " + MAX_REDIRECTS + " redirects");
  }

  private void judge(HttpResponse<?> response, byte[] body, CheckResult result) throws IOException {
    int got = response.statusCode();
    Optional<SSLSession> session = response.sslSession();
    result.gauge("probe_http_status_code", "The answer's status.", got);
    result.gauge(
        "probe_http_version",
        "Version of HTTP.",
        response.version() == HttpClient.Version.HTTP_2 ? 2 : 1.1);
    result.gauge("probe_http_ssl", "Whether it came over TLS.", session.isPresent() ? 1 : 0);
    result.gauge(
        "probe_http_content_length",
        "Length that the answer names; -1 where it names none.",
        response.headers().firstValueAsLong("Content-Length").orElse(-1));
    if (session.isPresent()) {
      TlsCheck.tell(session.get(), result);
    }
    if (status == 0 ? got / 100 != 2 : got != status) {
      throw new IOException(
          address + ": status " + got + " (expected: " + (status == 0 ? "2xx" : status) + ")");
    }
    if (expect.isPresent()) {
      boolean found = expect.get().matcher(new String(body, StandardCharsets.UTF_8)).find();
      result.gauge(
          "probe_failed_due_to_regex", "Whether the answer was not as expected.", found ? 0 : 1);
      if (!found) {
        throw new IOException(address + ": the text lacks " + expect.get());
      }
    }
  }
}
