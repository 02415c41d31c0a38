package dev.steward.collector.tail;

import dev.steward.collector.batch.BatchSink;
import dev.steward.spi.model.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What a container of Docker wrote, as the driver {@code json-file} keeps it: {@code
 * {"log":TEXT,"stream":NAME,"time":RFC 3339}} a line. Docker cuts long lines into several, of which
 * only the last one's text ends with a line feed: they are put together again.
 *
 * <p>Labels: {@code host}, {@code job="container"}, {@code container} and {@code service_name} (the
 * service of Compose, else the container's name), {@code level}. Metadata: {@code stream}, {@code
 * container_id}, {@code image}. Name and image stand in the file {@code config.v2.json} beside the
 * log.
 */
final class DockerLog implements LineFormat {
  /** How a path ends that is such a log. */
  static final Pattern PATH = Pattern.compile(".*/([0-9a-f]{64})/\\1-json\\.log");

  /** Lines of one text; the last of them says that the text ends. */
  static final RecordEnds RECORDS = RecordEnds.endingWith(DockerLog::endsText);

  private static final JsonFactory JSON = JsonFactory.builder().build();
  private static final byte[] TEXT_END = "\\n\",\"stream\"".getBytes(StandardCharsets.US_ASCII);
  private static final int TAIL_BYTES = 4096;
  private static final int MAX_CONFIG_BYTES = 4 << 20;

  private final LineFormat others;
  private final Labels plain;
  private final Map<String, Labels> byLevel = new HashMap<>();
  private final Map<String, Labels> metadata = new HashMap<>();
  private final String id;
  private final String image;

  /** Another line that is none of Docker's goes to {@code others}. */
  DockerLog(String host, Path log, LineFormat others) {
    this.others = others;
    Path folder = log.toAbsolutePath().getParent();
    this.id = folder == null ? "" : folder.getFileName().toString();
    Map<String, String> config = folder == null ? Map.of() : config(folder);
    String name = config.getOrDefault("Name", id).replaceFirst("^/", "");
    this.image = config.getOrDefault("Image", "");
    this.plain =
        Labels.of(
            "container",
            name,
            "host",
            host,
            "job",
            "container",
            "service_name",
            config.getOrDefault("com.docker.compose.service", name));
  }

  private static boolean endsText(byte[] bytes, int from, int length) {
    int end = from + length - TEXT_END.length;
    for (int at = end; at >= Math.max(from, end - TAIL_BYTES); at--) {
      int i = 0;
      while (i < TEXT_END.length && bytes[at + i] == TEXT_END[i]) {
        i++;
      }
      // An odd number of backslashes, or the text only looks as if it ended.
      if (i == TEXT_END.length && (at == from || bytes[at - 1] != '\\')) {
        return true;
      }
    }
    // What is no line of Docker's stands alone.
    return length == 0 || bytes[from] != '{';
  }

  /** The texts by key that the container's configuration holds, whatever they are nested in. */
  private static Map<String, String> config(Path folder) {
    Map<String, String> texts = new HashMap<>();
    Path file = folder.resolve("config.v2.json");
    try {
      byte[] content = Files.size(file) > MAX_CONFIG_BYTES ? new byte[0] : Files.readAllBytes(file);
      try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), content)) {
        String key = "";
        for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
          if (token == JsonToken.PROPERTY_NAME) {
            key = json.currentName();
          } else if (token == JsonToken.VALUE_STRING && isTold(key, json.getString(), texts)) {
            texts.put(key, json.getString());
          }
        }
      }
    } catch (IOException | JacksonException e) {
      // The log says enough without it.
      return texts;
    }
    return texts;
  }

  /** The image stands in two places: as an id, and as the name that it was asked for by. */
  private static boolean isTold(String key, String value, Map<String, String> texts) {
    return switch (key) {
      case "Name" -> value.startsWith("/") && !texts.containsKey(key);
      case "Image" -> !value.startsWith("sha256:");
      case "com.docker.compose.service" -> true;
      default -> false;
    };
  }

  @Override
  public void add(byte[] bytes, int offset, int length, LineClock clock, BatchSink sink) {
    ByteArrayOutputStream text = new ByteArrayOutputStream(length);
    Piece last = null;
    int at = offset;
    int end = offset + length;
    while (at < end) {
      int lineEnd = FileEncoding.UTF_8.lineEnd(bytes, at, end);
      int next = lineEnd < 0 ? end : lineEnd;
      Piece piece = piece(bytes, at, next - at);
      if (piece == null) {
        others.add(bytes, offset, length, clock, sink);
        return;
      }
      text.writeBytes(piece.text().getBytes(StandardCharsets.UTF_8));
      last = piece;
      at = next;
    }
    if (last != null) {
      add(text.toByteArray(), last, clock, sink);
    }
  }

  private void add(byte[] text, Piece piece, LineClock clock, BatchSink sink) {
    int length = FileEncoding.UTF_8.withoutEnd(text, 0, text.length);
    String level = LineLevel.of(text, 0, length);
    Labels stream =
        level == null ? plain : byLevel.computeIfAbsent(level, value -> plain.with("level", value));
    Labels known =
        metadata.computeIfAbsent(
            piece.stream(),
            value -> Labels.of("container_id", id, "image", image, "stream", value));
    sink.line(stream, nanos(piece.time(), clock), text, 0, length, known);
  }

  private static long nanos(String time, LineClock clock) {
    try {
      Instant instant = Instant.parse(time);
      return Math.addExact(
          Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    } catch (DateTimeParseException | ArithmeticException e) {
      return clock.next();
    }
  }

  /** One line of the file. */
  private record Piece(String text, String stream, String time) {}

  private static @Nullable Piece piece(byte[] bytes, int offset, int length) {
    String text = null;
    String stream = "";
    String time = "";
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes, offset, length)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String key = json.currentName();
        JsonToken value = json.nextToken();
        if (value == JsonToken.VALUE_STRING) {
          switch (key) {
            case "log" -> text = json.getString();
            case "stream" -> stream = json.getString();
            case "time" -> time = json.getString();
            default -> {}
          }
        } else {
          json.skipChildren();
        }
      }
    } catch (JacksonException e) {
      return null;
    }
    return text == null ? null : new Piece(text, stream, time);
  }
}
