package dev.steward.server.loki;

import dev.steward.formats.loki.LokiPushDecoder;
import dev.steward.formats.loki.MalformedPushException;
import dev.steward.server.http.CompressedBody;
import dev.steward.server.security.WithoutToken;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.store.LogStore;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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

  private final LogStore store;
  private final StreamLabelsParser streamLabels = new StreamLabelsParser();

  PushDoor(LogStore store) {
    this.store = store;
  }

  @PostMapping({"/loki/api/v1/push", "/api/prom/push"})
  void push(HttpServletRequest request, HttpServletResponse response) throws IOException {
    PushedEntries entries = new PushedEntries(streamLabels);
    @Nullable String malformed = decode(request, entries);
    entries.storeIn(store);
    if (malformed != null) {
      throw new StewardException(ErrorCode.INVALID_ARGUMENT, malformed);
    }
    entries.throwIfAnyRefused();
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }

  /** Reads the body; what could be read before an error is kept. */
  private static @Nullable String decode(HttpServletRequest request, PushedEntries entries)
      throws IOException {
    @Nullable String type = request.getContentType();
    try {
      if (type != null && type.startsWith(JSON)) {
        PushJson.decode(CompressedBody.open(request), entries);
      } else {
        byte[] body = CompressedBody.snappyBlock(request);
        LokiPushDecoder.decode(body, body.length, entries);
      }
      return null;
    } catch (MalformedPushException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
