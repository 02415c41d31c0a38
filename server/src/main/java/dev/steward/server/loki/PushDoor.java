package dev.steward.server.loki;

import dev.steward.formats.loki.LokiPushDecoder;
import dev.steward.formats.loki.MalformedPushException;
import dev.steward.server.http.CompressedBody;
import dev.steward.server.http.RequestGate;
import dev.steward.server.http.SnappyBodies;
import dev.steward.server.security.WithoutToken;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.store.LogStore;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes log lines as Loki's clients push them: protobuf in a snappy block, or JSON.
 *
 * <p>Answers 204 when every entry is on disk. Entries that are refused do not hinder the others:
 * they are kept, and the answer is 400 with the reasons.
 */
@WithoutToken
@RestController
final class PushDoor {
  private static final String JSON = "application/json";
  private static final int AT_ONCE = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final LogStore store;
  private final PushMetrics metrics;
  private final SnappyBodies bodies;
  private final RequestGate gate = new RequestGate(AT_ONCE, PATIENCE);
  private final StreamLabelsParser streamLabels = new StreamLabelsParser();

  PushDoor(LogStore store, PushMetrics metrics, SnappyBodies bodies) {
    this.store = store;
    this.metrics = metrics;
    this.bodies = bodies;
  }

  @PostMapping({"/loki/api/v1/push", "/api/prom/push"})
  void push(HttpServletRequest request, HttpServletResponse response) throws IOException {
    PushedEntries entries = new PushedEntries(store, streamLabels);
    @Nullable String malformed;
    try (RequestGate.Pass within = gate.enter()) {
      malformed = isJson(request) ? takeJson(request, entries) : takeBlock(request, entries);
    } finally {
      metrics.count(PushMetrics.LOKI, entries);
    }
    if (malformed != null) {
      throw new StewardException(ErrorCode.INVALID_ARGUMENT, malformed);
    }
    entries.throwIfAnyRefused();
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }

  private static boolean isJson(HttpServletRequest request) {
    @Nullable String type = request.getContentType();
    return type != null && type.startsWith(JSON);
  }

  /** Stores the body; what could be read before an error is kept. Returns the error, or null. */
  private static @Nullable String takeJson(HttpServletRequest request, PushedEntries entries)
      throws IOException {
    @Nullable String malformed = null;
    try {
      PushJson.decode(CompressedBody.open(request), entries);
    } catch (MalformedPushException e) {
      malformed = String.valueOf(e.getMessage());
    }
    entries.store();
    return malformed;
  }

  /** The same for protobuf. Entries share the body's array until they are stored. */
  private @Nullable String takeBlock(HttpServletRequest request, PushedEntries entries)
      throws IOException {
    try (SnappyBodies.Body body = bodies.read(request)) {
      @Nullable String malformed = null;
      try {
        LokiPushDecoder.decode(body.bytes(), body.bytes().length, entries);
      } catch (MalformedPushException e) {
        malformed = String.valueOf(e.getMessage());
      }
      entries.store();
      return malformed;
    }
  }
}
