package dev.steward.server.loki;

import dev.steward.server.store.DataDirectory;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was deleted and when, the newest thousand requests: lines of JSON in the file {@code
 * log-deletions.ndjson} of the data directory, written after each deletion. Safe for any thread.
 */
@Component
final class DeleteRequests {
  private static final Logger LOG = LoggerFactory.getLogger(DeleteRequests.class);
  private static final String FILE = "log-deletions.ndjson";
  private static final int MAX_REQUESTS = 1000;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final JsonFactory FACTORY = new JsonFactory();

  /**
   * A request that was done.
   *
   * @param id tells it apart
   * @param query what was to be deleted
   * @param startNanos first moment, nanoseconds since the Unix epoch
   * @param endNanos last moment
   * @param createdNanos when it was asked for
   * @param deleted how many entries went
   */
  record Request(
      String id, String query, long startNanos, long endNanos, long createdNanos, long deleted) {
    /** Writes it as Loki does, with the number of entries besides. */
    void write(JsonGenerator json) {
      json.writeStartObject();
      json.writeStringProperty("request_id", id);
      json.writeName("start_time");
      writeSeconds(json, startNanos);
      json.writeName("end_time");
      writeSeconds(json, endNanos);
      json.writeStringProperty("query", query);
      json.writeStringProperty("status", "processed");
      json.writeName("created_at");
      writeSeconds(json, createdNanos);
      json.writeNumberProperty("deleted_lines", deleted);
      json.writeEndObject();
    }

    private static void writeSeconds(JsonGenerator json, long nanos) {
      json.writeNumber(nanos / (double) NANOS_PER_SECOND);
    }

    private static Request read(String line) {
      JsonNode json = JsonMapper.shared().readTree(line);
      return new Request(
          json.path("request_id").asString(),
          json.path("query").asString(),
          nanos(json.path("start_time")),
          nanos(json.path("end_time")),
          nanos(json.path("created_at")),
          json.path("deleted_lines").asLong());
    }

    private static long nanos(JsonNode seconds) {
      return Math.round(seconds.asDouble() * NANOS_PER_SECOND);
    }
  }

  private final Path file;

  /** Guarded by this. */
  private final List<Request> requests = new ArrayList<>();

  DeleteRequests(DataDirectory data) {
    file = data.path().resolve(FILE);
    try {
      if (Files.exists(file)) {
        Files.readAllLines(file).forEach(line -> requests.add(Request.read(line)));
      }
    } catch (IOException | JacksonException e) {
      LOG.warn("{} cannot be read whole: some deletions are not listed", file, e);
    }
  }

  /** A new id: eight hexadecimal digits. */
  static String newId() {
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
  }

  synchronized List<Request> list() {
    return List.copyOf(requests);
  }

  synchronized void add(Request request) {
    requests.add(request);
    try {
      if (requests.size() > MAX_REQUESTS) {
        requests.removeFirst();
        Files.write(file, requests.stream().map(DeleteRequests::line).toList());
      } else {
        Files.write(
            file, List.of(line(request)), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      }
    } catch (IOException e) {
      throw new StewardException(
          ErrorCode.STORAGE_FAILED,
          "the entries are deleted, but " + file + " cannot be written: " + e,
          e);
    }
  }

  private static String line(Request request) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      request.write(json);
    }
    return text.toString();
  }
}
