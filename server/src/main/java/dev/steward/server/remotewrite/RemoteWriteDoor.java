package dev.steward.server.remotewrite;

import dev.steward.formats.protobuf.MalformedMessageException;
import dev.steward.formats.remotewrite.KeyedHash;
import dev.steward.formats.remotewrite.WriteRequestDecoder;
import dev.steward.formats.remotewrite.WriteRequestV2Decoder;
import dev.steward.formats.remotewrite.WriteSink.Part;
import dev.steward.server.security.PlainAnswer;
import dev.steward.server.security.WithoutToken;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.store.AppendReceipt;
import dev.steward.spi.store.MetricStore;
import dev.steward.spi.store.SampleBatch;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes samples as Prometheus' remote write sends them: 1.0 and 2.0, protobuf in a snappy block.
 *
 * <p>Answers 204 when everything is on disk. What is refused does not hinder the rest: that is
 * kept, and the answer is 400 with the reasons. Every answer to 2.0 says how much was written.
 * Source: the Remote-Write specifications 1.0 and 2.0 (rc.4).
 */
@WithoutToken
@RestController
final class RemoteWriteDoor {
  private static final int MAX_KNOWN_SERIES = 1 << 20;
  private static final long KNOWN_NANOS = TimeUnit.MINUTES.toNanos(10);
  private static final int TYPICAL_SERIES_BYTES = 100;
  private static final String RETRY_AFTER_SECONDS = "5";

  private final MetricStore store;
  private final WriteMetrics metrics;
  private final WriteBody bodies = new WriteBody();
  private final KeyedHash hash = new KeyedHash(new SecureRandom());
  private final KnownSeries known =
      new KnownSeries(MAX_KNOWN_SERIES, KNOWN_NANOS, System.nanoTime());

  RemoteWriteDoor(MetricStore store, PrometheusRegistry registry) {
    this.store = store;
    this.metrics = new WriteMetrics(registry);
  }

  /** One request under way. */
  private static final class Exchange {
    private final HttpServletResponse response;
    private final @Nullable WriteVersion version;
    private Written written = Written.NOTHING;

    Exchange(HttpServletResponse response, @Nullable WriteVersion version) {
      this.response = response;
      this.version = version;
    }

    void answer(int status, @Nullable String line) throws IOException {
      if (version == WriteVersion.V2) {
        written.writeTo(response);
      }
      if (line == null) {
        response.setStatus(status);
      } else {
        PlainAnswer.send(response, status, line);
      }
    }
  }

  @RequestMapping("/api/v1/write")
  void write(HttpServletRequest request, HttpServletResponse response)
      throws IOException, InterruptedException {
    WriteVersion version = WriteVersion.of(request.getContentType()).orElse(null);
    Exchange exchange = new Exchange(response, version);
    if (!request.getMethod().equals("POST")) {
      response.setHeader("Allow", "POST");
      exchange.answer(
          HttpServletResponse.SC_METHOD_NOT_ALLOWED,
          "method: " + request.getMethod() + " (expected: POST)");
    } else if (version == null) {
      exchange.answer(
          HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE,
          "Content-Type: %s (expected: %s)"
              .formatted(request.getContentType(), WriteVersion.EXPECTED));
    } else if (!isSnappy(request.getHeader("Content-Encoding"))) {
      exchange.answer(
          HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE,
          "Content-Encoding: %s (expected: snappy)"
              .formatted(request.getHeader("Content-Encoding")));
    } else {
      answer(request, exchange, version);
    }
  }

  private static boolean isSnappy(@Nullable String encoding) {
    return encoding == null
        || encoding.isBlank()
        || encoding.strip().toLowerCase(Locale.ROOT).equals("snappy");
  }

  private void answer(HttpServletRequest request, Exchange exchange, WriteVersion version)
      throws IOException, InterruptedException {
    try {
      @Nullable String problem = take(request, exchange, version);
      exchange.answer(
          problem == null ? HttpServletResponse.SC_NO_CONTENT : HttpServletResponse.SC_BAD_REQUEST,
          problem);
    } catch (WriteBody.TooLargeException e) {
      exchange.answer(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, e.getMessage());
    } catch (StewardException e) {
      if (e.code() == ErrorCode.UNAVAILABLE) {
        exchange.response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
      }
      exchange.answer(e.code().httpStatus(), e.getMessage());
    }
  }

  /** Stores what can be stored; returns what to tell the sender about the rest, or null. */
  private @Nullable String take(HttpServletRequest request, Exchange exchange, WriteVersion version)
      throws IOException, InterruptedException {
    known.age(System.nanoTime());
    Intake intake;
    try (WriteBody.Plain body = bodies.read(request)) {
      intake = new Intake(store, known, body.length() / TYPICAL_SERIES_BYTES);
      switch (version) {
        case V1 -> WriteRequestDecoder.decode(body.bytes(), body.length(), hash, intake);
        case V2 -> WriteRequestV2Decoder.decode(body.bytes(), body.length(), hash, intake);
      }
    } catch (MalformedMessageException e) {
      // Half a request says nothing about where it was cut: none of it is kept, as others do.
      return "body: not a write request: " + e.getMessage();
    }
    Refusals refusals = intake.refusals();
    try {
      store(intake, exchange);
    } finally {
      metrics.count(exchange.written, refusals);
    }
    return refusals.isEmpty() ? null : refusals.words();
  }

  private void store(Intake intake, Exchange exchange) {
    CompletableFuture<AppendReceipt> samples = append(intake.samples());
    CompletableFuture<AppendReceipt> histograms = append(intake.histograms());
    AppendReceipt receipt = join(samples);
    intake.refusals().add(Part.SAMPLE, receipt);
    exchange.written = new Written(kept(receipt), 0, intake.exemplars());
    AppendReceipt histogramReceipt = join(histograms);
    intake.refusals().add(Part.HISTOGRAM, histogramReceipt);
    exchange.written = new Written(kept(receipt), kept(histogramReceipt), intake.exemplars());
  }

  private static long kept(AppendReceipt receipt) {
    return receipt.stored() + receipt.repeated();
  }

  private CompletableFuture<AppendReceipt> append(SampleBatch batch) {
    boolean empty = batch.size() == 0 && batch.exemplars().isEmpty() && batch.metadata().isEmpty();
    return empty ? CompletableFuture.completedFuture(AppendReceipt.stored(0)) : store.append(batch);
  }

  private static AppendReceipt join(CompletableFuture<AppendReceipt> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof StewardException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
