package dev.steward.formats.scrape;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Fetches expositions from the targets of one job. Safe for any thread. */
public final class TargetClient implements AutoCloseable {
  /** What a body may have at most, whatever limit the job sets, for a process with room. */
  public static final int LARGE_BODY_BYTES = 64 << 20;

  private final ScrapeConfig config;
  private final HttpClient client;
  private final int maxBodyBytes;

  /**
   * A body and what the target says of it.
   *
   * @param contentType the header, or null
   * @param body decompressed
   */
  public record Exposition(@Nullable String contentType, byte[] body) {}

  /**
   * Makes a client for the targets of a job.
   *
   * @param maxBodyBytes what a body may have at most, whatever limit the job sets
   * @throws IOException if the files of its TLS cannot be used
   */
  public TargetClient(ScrapeConfig config, int maxBodyBytes) throws IOException {
    this.config = config;
    this.maxBodyBytes = maxBodyBytes;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .followRedirects(
                config.access().followRedirects()
                    ? HttpClient.Redirect.NORMAL
                    : HttpClient.Redirect.NEVER);
    if (config.scheme().equals("https") || hasTls(config.access())) {
      builder.sslContext(ScrapeTls.context(config.access()));
    }
    this.client = builder.build();
  }

  private static boolean hasTls(HttpAccess access) {
    return access.insecure()
        || access.authorityFile().isPresent()
        || access.certificateFile().isPresent()
        || access.serverName().isPresent();
  }

  /**
   * Fetches the exposition of a target, all of it within its timeout.
   *
   * @throws ScrapeException if there is none in time, or none that may be taken
   */
  public Exposition fetch(Target target) throws ScrapeException, InterruptedException {
    CompletableFuture<Exposition> fetching = new CompletableFuture<>();
    Thread thread =
        Thread.startVirtualThread(() -> {
          try {
            fetching.complete(read(target));
          } catch (IOException | IllegalArgumentException | ScrapeException e) {
            fetching.completeExceptionally(e);
          } catch (InterruptedException e) {
            fetching.cancel(true);
          }
        });
    try {
      return fetching.get(target.timeoutMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      thread.interrupt();
      throw e;
    } catch (TimeoutException e) {
      thread.interrupt();
      throw new ScrapeException(
          target.url() + ": no answer within " + target.timeoutMillis() + " ms", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ScrapeException problem) {
        throw problem;
      }
      throw new ScrapeException(target.url() + ": " + e.getCause(), e.getCause());
    }
  }

  private Exposition read(Target target) throws IOException, InterruptedException, ScrapeException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(target.url()))
            .timeout(Duration.ofMillis(target.timeoutMillis()))
            .header("Accept", ScrapeProtocol.accept(config.protocols()))
            .header("Accept-Encoding", "gzip")
            .header("User-Agent", "Steward")
            .header(
                "X-Prometheus-Scrape-Timeout-Seconds",
                Double.toString(target.timeoutMillis() / 1000.0));
    Optional<String> authorization = authorization(config.access());
    authorization.ifPresent(value -> request.header("Authorization", value));
    HttpResponse<InputStream> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream raw = response.body()) {
      if (response.statusCode() != 200) {
        throw new ScrapeException("server returned HTTP status " + response.statusCode());
      }
      boolean zipped =
          response.headers().firstValue("Content-Encoding").orElse("").equalsIgnoreCase("gzip");
      return new Exposition(
          response.headers().firstValue("Content-Type").orElse(null),
          bounded(zipped ? new GZIPInputStream(raw) : raw));
    }
  }

  private byte[] bounded(InputStream in) throws IOException, ScrapeException {
    long limit = config.limits().bodyBytes();
    int most = (int) (limit == 0 ? maxBodyBytes : Math.min(limit, maxBodyBytes));
    byte[] body = in.readNBytes(most + 1);
    if (body.length > most) {
      throw new ScrapeException("body_size_limit exceeded (expected: at most " + most + " bytes)");
    }
    return body;
  }

  private static Optional<String> authorization(HttpAccess access) throws IOException {
    if (access.user().isPresent()) {
      String pair = access.user().get() + ":" + secret(access.password());
      return Optional.of(
          "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }
    return access.credentials().isEmpty()
        ? Optional.empty()
        : Optional.of(access.authorizationType() + " " + secret(access.credentials()));
  }

  private static String secret(Optional<HttpAccess.Secret> secret) throws IOException {
    if (secret.isEmpty()) {
      return "";
    }
    String text = secret.get().text();
    return secret.get().inFile() ? Files.readString(Path.of(text)).strip() : text;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
